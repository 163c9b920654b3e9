#!/usr/bin/env bash
# allof-merge 0.6.8, judged by ajv 8.20.0.
#
# It merges the parts of an `allOf` into one schema: "Merged schema does not validate more or less than the original schema". Two patterns
# become one that wants both at the same place, which no text can have that the two would find at different ones. Of `if`,
# `dependentRequired` and `prefixItems`, which the JSON Schema 2020-12 that it links has, only the last part's is left. Nothing is said,
# `onMergeError` is not called. Of two minimums the higher one is taken, as it should be.
#
# Seen on 2026-11-29, by the original, by what it is merged into:
#   2 by {"minimum":1} {"minimum":3}: refused, refused
#   "ham" by {"pattern":"h"} {"pattern":"m"}: valid, refused
#   {"a":1} by {"if":{"required":["a"]},"then":{"required":["b"]}} {"if":{"required":["c"]},"then":{"required":["d"]}}: refused, valid
#   {"a":1,"c":1} by {"dependentRequired":{"a":["b"]}} {"dependentRequired":{"a":["c"]}}: refused, valid
#   ["a"] by {"prefixItems":[{"type":"number"}]} {"prefixItems":[true,{"type":"string"}]}: refused, valid
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund allof-merge@0.6.8 ajv@8.20.0

cat >parts.cjs <<'JS'
const { merge } = require('allof-merge');
const Ajv = require('ajv/dist/2020').default;

const ajv = new Ajv({ strict: false });
const onMergeError = (message) => console.log(`onMergeError: ${message}`);
for (const [value, ...allOf] of [
  [2, { minimum: 1 }, { minimum: 3 }],
  ['ham', { pattern: 'h' }, { pattern: 'm' }],
  [{ a: 1 }, { if: { required: ['a'] }, then: { required: ['b'] } }, { if: { required: ['c'] }, then: { required: ['d'] } }],
  [{ a: 1, c: 1 }, { dependentRequired: { a: ['b'] } }, { dependentRequired: { a: ['c'] } }],
  [['a'], { prefixItems: [{ type: 'number' }] }, { prefixItems: [true, { type: 'string' }] }],
]) {
  const both = [{ allOf }, merge({ allOf }, { onMergeError })].map((schema) => (ajv.validate(schema, value) ? 'valid' : 'refused'));
  const parts = allOf.map((part) => JSON.stringify(part)).join(' ');
  console.log(`${JSON.stringify(value)} by ${parts}: ${both.join(', ')}`);
}
JS

expected='2 by {"minimum":1} {"minimum":3}: refused, refused
"ham" by {"pattern":"h"} {"pattern":"m"}: valid, refused
{"a":1} by {"if":{"required":["a"]},"then":{"required":["b"]}} {"if":{"required":["c"]},"then":{"required":["d"]}}: refused, valid
{"a":1,"c":1} by {"dependentRequired":{"a":["b"]}} {"dependentRequired":{"a":["c"]}}: refused, valid
["a"] by {"prefixItems":[{"type":"number"}]} {"prefixItems":[true,{"type":"string"}]}: refused, valid'
seen=$(node parts.cjs)
printf 'allof-merge %s\n%s\n' "$(node -p "require('./node_modules/allof-merge/package.json').version")" "$seen"
[ "$seen" = "$expected" ] || { echo 'not as it was' >&2; exit 1; }
