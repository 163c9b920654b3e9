#!/usr/bin/env bash
# @dmitryrechkin/json-schema-to-zod 1.0.1, beside ajv 8.17.1.
#
# It makes a Zod schema of a JSON Schema, to validate with at run time. In JSON Schema an object may have properties that the schema does
# not name, unless `additionalProperties` forbids it ("omitting this keyword has the same assertion behavior as an empty schema", 2020-12,
# 10.3.2.3). Here it may not: what has one more is refused, also by `patternProperties` that name it, by `propertyNames` that allow it and
# by an object that is to have one at least. Its README does not say so.
#
# Seen on 2026-11-29:
#   {"properties":{"size":{}}}: {"size":30} true, by ajv true
#   {"properties":{"size":{}}}: {"size":30,"note":"no egg"} false, by ajv true
#   {"properties":{"size":{}},"additionalProperties":true}: {"size":30,"note":"no egg"} true, by ajv true
#   {"patternProperties":{"^x-":{"type":"number"}}}: {"x-a":1} false, by ajv true
#   {"propertyNames":{"pattern":"^[a-z]+$"}}: {"ham":1} false, by ajv true
#   {"minProperties":1}: {"ham":1} false, by ajv true
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund @dmitryrechkin/json-schema-to-zod@1.0.1 ajv@8.17.1

cat >allowed.mjs <<'JS'
import { JSONSchemaToZod } from '@dmitryrechkin/json-schema-to-zod';
import Ajv from 'ajv';

const ajv = new Ajv({ strict: false });
const order = { type: 'object', properties: { size: {} } };
for (const [schema, value] of [
  [order, { size: 30 }],
  [order, { size: 30, note: 'no egg' }],
  [{ ...order, additionalProperties: true }, { size: 30, note: 'no egg' }],
  [{ type: 'object', patternProperties: { '^x-': { type: 'number' } } }, { 'x-a': 1 }],
  [{ type: 'object', propertyNames: { pattern: '^[a-z]+$' } }, { ham: 1 }],
  [{ type: 'object', minProperties: 1 }, { ham: 1 }],
]) {
  const allowed = JSONSchemaToZod.convert(structuredClone(schema)).safeParse(value).success;
  const { type, ...rest } = schema;
  console.log(`${JSON.stringify(rest)}: ${JSON.stringify(value)} ${allowed}, by ajv ${ajv.validate(schema, value)}`);
}
JS

expected='{"properties":{"size":{}}}: {"size":30} true, by ajv true
{"properties":{"size":{}}}: {"size":30,"note":"no egg"} false, by ajv true
{"properties":{"size":{}},"additionalProperties":true}: {"size":30,"note":"no egg"} true, by ajv true
{"patternProperties":{"^x-":{"type":"number"}}}: {"x-a":1} false, by ajv true
{"propertyNames":{"pattern":"^[a-z]+$"}}: {"ham":1} false, by ajv true
{"minProperties":1}: {"ham":1} false, by ajv true'
seen=$(node allowed.mjs)
printf '@dmitryrechkin/json-schema-to-zod %s\n%s\n' "$(node -p "require('./node_modules/@dmitryrechkin/json-schema-to-zod/package.json').version")" "$seen"
[ "$seen" = "$expected" ] || { echo 'not as it was' >&2; exit 1; }
