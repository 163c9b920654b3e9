#!/usr/bin/env bash
# @synatic/noql 5.1.6, with mingo 7.2.7 for MongoDB.
#
# It converts SQL of PostgreSQL and MySQL into queries of MongoDB. `count(price)` counts the rows without a price as well, as `count(*)`
# does, though `avg(price)` rightly leaves them out; in SQL count of an expression is the number of rows where it is not null. In LIKE the
# underscore, "any single character", is only itself; the quote that is doubled in a text stays double, so that Joe's is not found by its
# name; `limit 0`, which is no row in both, is all rows. Nothing is said.
#
# Seen on 2026-11-29:
#   select count(*) as n from menu: 3
#   select count(price) as n from menu: 3
#   select count(price) as n from menu where price is not null: 2
#   select avg(price) as n from menu: 10.5
#   select name from menu where name like 'Ham%': Ham 30, Ham 40
#   select name from menu where name like 'Ham _0': none
#   select name from menu where name = 'Joe''s': none
#   select name from menu limit 1: Ham 30
#   select name from menu limit 0: Ham 30, Ham 40, Joe's
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund @synatic/noql@5.1.6 mingo@7.2.7

cat >count.mjs <<'JS'
import SQLParser from '@synatic/noql';
import { Aggregator } from 'mingo';

const menu = [
  { _id: 1, name: 'Ham 30', price: 9 },
  { _id: 2, name: 'Ham 40', price: 12 },
  { _id: 3, name: "Joe's", price: null },
];
for (const sql of [
  'select count(*) as n from menu',
  'select count(price) as n from menu',
  'select count(price) as n from menu where price is not null',
  'select avg(price) as n from menu',
  "select name from menu where name like 'Ham%'",
  "select name from menu where name like 'Ham _0'",
  "select name from menu where name = 'Joe''s'",
  'select name from menu limit 1',
  'select name from menu limit 0',
]) {
  const rows = new Aggregator(SQLParser.makeMongoAggregate(sql).pipeline).run(structuredClone(menu));
  console.log(`${sql}: ${rows.map(({ n, name }) => n ?? name).join(', ') || 'none'}`);
}
JS

expected=$(cat <<'TEXT'
select count(*) as n from menu: 3
select count(price) as n from menu: 3
select count(price) as n from menu where price is not null: 2
select avg(price) as n from menu: 10.5
select name from menu where name like 'Ham%': Ham 30, Ham 40
select name from menu where name like 'Ham _0': none
select name from menu where name = 'Joe''s': none
select name from menu limit 1: Ham 30
select name from menu limit 0: Ham 30, Ham 40, Joe's
TEXT
)
seen=$(node count.mjs)
printf '@synatic/noql %s\n%s\n' "$(node -p "require('./node_modules/@synatic/noql/package.json').version")" "$seen"
[ "$seen" = "$expected" ] || { echo 'not as it was' >&2; exit 1; }
