#!/usr/bin/env bash
# @ucast/mongo2js 2.0.0, beside mingo 7.2.7.
#
# `guard` evaluates "MongoDB query conditions in JavaScript". MongoDB compares only what is of the condition's type (the manual's "type
# bracketing"), so what has no price, null or a text for it is not below 10. For `guard` it is, by $lt as by $lte, and a date is above 10.
# `{ $in: [null] }` does not find what has no price although `{ price: null }` does (the manual makes no difference), and a path through
# a list that holds a null ends with a TypeError. https://www.mongodb.com/docs/manual/reference/operator/query/lt/
#
# Seen on 2026-11-29, each by ucast, by mingo:
#   {"price":{"$lt":10}} in {"price":9}: true, true
#   {"price":{"$lt":10}} in {"price":11}: false, false
#   {"price":{"$lt":10}} in {}: true, false
#   {"price":{"$lt":10}} in {"price":null}: true, false
#   {"price":{"$lte":10}} in {"price":"soon"}: true, false
#   {"price":null} in {}: true, true
#   {"price":{"$in":[null]}} in {}: false, true
#   {"lines.price":9} in {"lines":[null,{"price":9}]}: TypeError, true
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund @ucast/mongo2js@2.0.0 mingo@7.2.7

cat >compare.mjs <<'JS'
import { guard } from '@ucast/mongo2js';
import { Query } from 'mingo';

const outcome = (test) => {
  try {
    return test();
  } catch (error) {
    return error.name;
  }
};
for (const [query, document] of [
  [{ price: { $lt: 10 } }, { price: 9 }],
  [{ price: { $lt: 10 } }, { price: 11 }],
  [{ price: { $lt: 10 } }, {}],
  [{ price: { $lt: 10 } }, { price: null }],
  [{ price: { $lte: 10 } }, { price: 'soon' }],
  [{ price: null }, {}],
  [{ price: { $in: [null] } }, {}],
  [{ 'lines.price': 9 }, { lines: [null, { price: 9 }] }],
]) {
  const both = [() => guard(query)(document), () => new Query(query).test(document)].map(outcome);
  console.log(`${JSON.stringify(query)} in ${JSON.stringify(document)}: ${both.join(', ')}`);
}
JS

expected='{"price":{"$lt":10}} in {"price":9}: true, true
{"price":{"$lt":10}} in {"price":11}: false, false
{"price":{"$lt":10}} in {}: true, false
{"price":{"$lt":10}} in {"price":null}: true, false
{"price":{"$lte":10}} in {"price":"soon"}: true, false
{"price":null} in {}: true, true
{"price":{"$in":[null]}} in {}: false, true
{"lines.price":9} in {"lines":[null,{"price":9}]}: TypeError, true'
seen=$(node compare.mjs)
printf '@ucast/mongo2js %s\n%s\n' "$(node -p "require('./node_modules/@ucast/mongo2js/package.json').version")" "$seen"
[ "$seen" = "$expected" ] || { echo 'not as it was' >&2; exit 1; }
