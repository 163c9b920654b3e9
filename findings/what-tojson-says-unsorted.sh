#!/usr/bin/env bash
# json-canonicalize 3.0.1, beside safe-stable-stringify 2.5.0.
#
# RFC 8785 sorts the members of every object, so that what is the same has the same text, and the same hash or signature. The package
# promises that "for all data that can actually be represented in JSON", and to go by JSON.stringify for the rest. What a `toJSON`
# answers it writes as it is: its members stay in their order, as do those of the objects in it. And a member whose `toJSON` answers
# undefined is written as `undefined`, which is no JSON; JSON.stringify leaves it out.
#
# Seen on 2026-11-28:
#   {"a":1,"b":2} plain: json-canonicalize {"price":{"a":1,"b":2}}, safe-stable-stringify {"price":{"a":1,"b":2}}
#   {"b":2,"a":1} plain: json-canonicalize {"price":{"a":1,"b":2}}, safe-stable-stringify {"price":{"a":1,"b":2}}
#   {"a":1,"b":2} by toJSON: json-canonicalize {"price":{"a":1,"b":2}}, safe-stable-stringify {"price":{"a":1,"b":2}}
#   {"b":2,"a":1} by toJSON: json-canonicalize {"price":{"b":2,"a":1}}, safe-stable-stringify {"price":{"a":1,"b":2}}
#   undefined by toJSON: json-canonicalize {"price":undefined}, safe-stable-stringify {}
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund json-canonicalize@3.0.1 safe-stable-stringify@2.5.0

cat >canonical.mjs <<'JS'
import { canonicalize } from 'json-canonicalize';
import other from 'safe-stable-stringify';

const show = (name, price) =>
  console.log(`${name}: json-canonicalize ${canonicalize({ price })}, safe-stable-stringify ${other({ price })}`);
const prices = [{ a: 1, b: 2 }, { b: 2, a: 1 }];
for (const price of prices) show(`${JSON.stringify(price)} plain`, price);
for (const price of prices) show(`${JSON.stringify(price)} by toJSON`, { toJSON: () => price });
show('undefined by toJSON', { toJSON: () => undefined });
JS

expected='{"a":1,"b":2} plain: json-canonicalize {"price":{"a":1,"b":2}}, safe-stable-stringify {"price":{"a":1,"b":2}}
{"b":2,"a":1} plain: json-canonicalize {"price":{"a":1,"b":2}}, safe-stable-stringify {"price":{"a":1,"b":2}}
{"a":1,"b":2} by toJSON: json-canonicalize {"price":{"a":1,"b":2}}, safe-stable-stringify {"price":{"a":1,"b":2}}
{"b":2,"a":1} by toJSON: json-canonicalize {"price":{"b":2,"a":1}}, safe-stable-stringify {"price":{"a":1,"b":2}}
undefined by toJSON: json-canonicalize {"price":undefined}, safe-stable-stringify {}'
seen=$(node canonical.mjs)
printf 'json-canonicalize %s\n%s\n' "$(node -p "JSON.parse(require('fs').readFileSync('node_modules/json-canonicalize/package.json')).version")" "$seen"
[ "$seen" = "$expected" ] || { echo 'not as it was' >&2; exit 1; }
