#!/usr/bin/env bash
# mingo 7.2.7 and sift 17.1.4.
#
# `$mod` of a query selects, by MongoDB's manual, numbers with that remainder. Both packages carry it out with JavaScript's `%`, which
# makes a number of whatever stands there: `{ price: { $mod: [5, 0] } }` also selects the orders whose price is null, an empty text,
# the text '10' or a date, since those become 0, 0, 10 and milliseconds. `$gt` of mingo looks at the type, as MongoDB does.
#
# Seen on 2026-11-28, `{ $mod: [5, 0] }`:
#   mingo: number 10, null, text '', text '10', date
#   sift: number 10, null, text '', text '10', date
#   mingo, $gte 0: number 10, number 7
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund mingo@7.2.7 sift@17.1.4

cat >remainders.mjs <<'JS'
import { Query } from 'mingo';
import sift from 'sift';

const orders = [
  { what: 'number 10', price: 10 },
  { what: 'number 7', price: 7 },
  { what: 'null', price: null },
  { what: "text ''", price: '' },
  { what: "text '10'", price: '10' },
  { what: "text 'free'", price: 'free' },
  { what: 'date', price: new Date(10) },
  { what: 'none' },
];
const show = (name, selects) => console.log(`${name}: ${orders.filter(selects).map(({ what }) => what).join(', ')}`);
const query = { price: { $mod: [5, 0] } };
show('mingo', (order) => new Query(query).test(order));
show('sift', sift(query));
show('mingo, $gte 0', (order) => new Query({ price: { $gte: 0 } }).test(order));
JS

expected="mingo: number 10, null, text '', text '10', date
sift: number 10, null, text '', text '10', date
mingo, \$gte 0: number 10, number 7"
seen=$(node remainders.mjs)
printf 'mingo %s, sift %s\n%s\n' "$(node -p "require('./node_modules/mingo/package.json').version")" "$(node -p "require('./node_modules/sift/package.json').version")" "$seen"
[ "$seen" = "$expected" ] || { echo 'not as it was' >&2; exit 1; }
