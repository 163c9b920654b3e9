#!/usr/bin/env bash
# mongo-parse 2.1.0, beside mingo 7.2.7.
#
# It matches documents against queries of MongoDB; its README lists the operators that it supports, these among them. A date equals every
# other one; by `$in` it is not found and by `$ne` always. `$all` asks that all of the list is asked for, not that all that is asked for
# is in the list. `$ne` and `$not` find what has the value among others, which MongoDB's manual excludes ("$ne": documents where the field
# is not equal, for lists those that contain no such element). Comparisons cross types: null and true are below 10.
#
# Seen on 2026-11-29:
#   at New Year: a b, by mingo a
#   at one of New Year: none, by mingo a
#   at another time than New Year: a b c d, by mingo b c d
#   all of ham: b, by mingo a b
#   all of ham and egg: a b, by mingo a
#   no ham: a c d, by mingo c d
#   nothing with an e: a b c d, by mingo b c d
#   below 10: a c d, by mingo a
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund mongo-parse@2.1.0 mingo@7.2.7

cat >match.mjs <<'JS'
import { Query } from 'mingo';
import mongoParse from 'mongo-parse';

const day = (text) => new Date(`${text}T00:00:00Z`);
const orders = [
  { _id: 'a', at: day('2026-01-01'), toppings: ['ham', 'egg'], price: 9 },
  { _id: 'b', at: day('2026-02-01'), toppings: ['ham'], price: 12 },
  { _id: 'c', price: null },
  { _id: 'd', price: true },
];
const show = (text, query) => {
  const select = (matches) => orders.filter(matches).map(({ _id }) => _id).join(' ') || 'none';
  const theirs = select((order) => mongoParse.parse(query).matches(order));
  console.log(`${text}: ${theirs}, by mingo ${select((order) => new Query(query).test(order))}`);
};
const newYear = day('2026-01-01');
show('at New Year', { at: newYear });
show('at one of New Year', { at: { $in: [newYear] } });
show('at another time than New Year', { at: { $ne: newYear } });
show('all of ham', { toppings: { $all: ['ham'] } });
show('all of ham and egg', { toppings: { $all: ['ham', 'egg'] } });
show('no ham', { toppings: { $ne: 'ham' } });
show('nothing with an e', { toppings: { $not: /^e/ } });
show('below 10', { price: { $lt: 10 } });
JS

expected='at New Year: a b, by mingo a
at one of New Year: none, by mingo a
at another time than New Year: a b c d, by mingo b c d
all of ham: b, by mingo a b
all of ham and egg: a b, by mingo a
no ham: a c d, by mingo c d
nothing with an e: a b c d, by mingo b c d
below 10: a c d, by mingo a'
seen=$(node match.mjs)
printf 'mongo-parse %s\n%s\n' "$(node -p "require('./node_modules/mongo-parse/package.json').version")" "$seen"
[ "$seen" = "$expected" ] || { echo 'not as it was' >&2; exit 1; }
