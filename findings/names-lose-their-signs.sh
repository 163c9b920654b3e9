#!/usr/bin/env bash
# json-schema-faker 0.6.3, judged by ajv 8.20.0 and ajv-formats 3.0.1.
#
# "Generate valid JSON data from JSON Schema definitions", 2019-09 and 2020-12. A text after a pattern is right, a name after the same
# pattern in `patternProperties` is not: it is what is left of the first letters of the pattern without its signs, so that `^x-` makes "x",
# which the schema does not have. `propertyNames` is passed over. An escape for a class of letters is taken for its own letters, and the
# days of a duration stand behind the T, as in "PT0D", where by RFC 3339 (appendix A) only hours, minutes and seconds do.
#
# Seen on 2026-11-29:
#   text: "x-" valid, "x-" valid
#   name by pattern: {"x":1} not valid, {"x":1} not valid
#   name by propertyNames: {"prop62707":1} not valid, {"prop73425":1} not valid
#   letters: "p{L}}" not valid, "p{L}}" not valid
#   duration: "PT0D" not valid, "PT12H" valid
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund json-schema-faker@0.6.3 ajv@8.20.0 ajv-formats@3.0.1

cat >fake.mjs <<'JS'
import addFormats from 'ajv-formats';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { generate } from 'json-schema-faker';

const ajv = addFormats.default(new Ajv2020());
const show = async (what, schema) => {
  const made = await Promise.all([1, 2].map((seed) => generate(schema, { seed })));
  console.log(`${what}: ${made.map((one) => `${JSON.stringify(one)} ${ajv.validate(schema, one) ? 'valid' : 'not valid'}`).join(', ')}`);
};
const named = { type: 'object', minProperties: 1, additionalProperties: false };
await show('text', { type: 'string', pattern: '^x-' });
await show('name by pattern', { ...named, patternProperties: { '^x-': { const: 1 } } });
await show('name by propertyNames', { ...named, propertyNames: { enum: ['S', 'M'] }, additionalProperties: { const: 1 } });
await show('letters', { type: 'string', pattern: '^\\p{L}{2}$' });
await show('duration', { type: 'string', format: 'duration' });
JS

expected='text: "x-" valid, "x-" valid
name by pattern: {"x":1} not valid, {"x":1} not valid
name by propertyNames: {"prop62707":1} not valid, {"prop73425":1} not valid
letters: "p{L}}" not valid, "p{L}}" not valid
duration: "PT0D" not valid, "PT12H" valid'
seen=$(node fake.mjs)
printf 'json-schema-faker %s\n%s\n' "$(node -p "require('./node_modules/json-schema-faker/package.json').version")" "$seen"
[ "$seen" = "$expected" ] || { echo 'not as it was' >&2; exit 1; }
