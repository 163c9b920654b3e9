#!/usr/bin/env bash
# @asteasolutions/zod-to-openapi 9.1.0, with zod 4.6.7, judged by ajv 8.20.0.
#
# It writes OpenAPI from Zod's types; `ZodLiteral`, `ZodTuple`, `ZodNumber` and "`pattern` for `.regex()`" are among what its README says is
# supported. A regular expression with a flag gets its last slash and the flag into the pattern, which then no text has. Of several literals
# only the first is left, of a literal that may be null not the null. In OpenAPI 3.0 a tuple with a rest is as long as what is in front of
# the rest, and at least 2 that is more than 1 is more than 2. So the document refuses what Zod takes. Nothing is said.
#
# Seen on 2026-11-29:
#   regex, "ham": zod true, 3.1 true by {"type":"string","pattern":"^[a-z]+$"}
#   regex with a flag, "ham": zod true, 3.1 false by {"type":"string","pattern":"^[a-z]+$/i"}
#   literals, "M": zod true, 3.1 false by {"type":"string","enum":["S"]}
#   nullable literal, null: zod true, 3.1 false by {"type":["string","null"],"enum":["S"]}
#   nullable enum, null: zod true, 3.1 true by {"type":["string","null"],"enum":["S",null]}
#   rest, ["a",1]: zod true, 3.0 {"type":"array","items":{"type":"string"},"minItems":1,"maxItems":1}
#   gt(1).min(2), 2: zod true, 3.0 {"type":"number","minimum":2,"exclusiveMinimum":true}
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund @asteasolutions/zod-to-openapi@9.1.0 zod@4.6.7 ajv@8.20.0

cat >openapi.mjs <<'JS'
import { extendZodWithOpenApi, OpenApiGeneratorV3, OpenApiGeneratorV31, OpenAPIRegistry } from '@asteasolutions/zod-to-openapi';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { z } from 'zod';

extendZodWithOpenApi(z);
const schemaOf = (type, Generator) => {
  const registry = new OpenAPIRegistry();
  registry.register('It', type);
  return new Generator(registry.definitions).generateComponents().components.schemas.It;
};
const show = (what, type, value) => {
  const schema = schemaOf(type, OpenApiGeneratorV31);
  const verdicts = [type.safeParse(value).success, new Ajv2020({ strict: false }).validate(schema, value)];
  console.log(`${what}, ${JSON.stringify(value)}: zod ${verdicts[0]}, 3.1 ${verdicts[1]} by ${JSON.stringify(schema)}`);
};
show('regex', z.string().regex(/^[a-z]+$/), 'ham');
show('regex with a flag', z.string().regex(/^[a-z]+$/i), 'ham');
show('literals', z.literal(['S', 'M', 'L']), 'M');
show('nullable literal', z.literal('S').nullable(), null);
show('nullable enum', z.enum(['S']).nullable(), null);
const tuple = z.tuple([z.string()], z.number());
const number = z.number().gt(1).min(2);
console.log(`rest, ["a",1]: zod ${tuple.safeParse(['a', 1]).success}, 3.0 ${JSON.stringify(schemaOf(tuple, OpenApiGeneratorV3))}`);
console.log(`gt(1).min(2), 2: zod ${number.safeParse(2).success}, 3.0 ${JSON.stringify(schemaOf(number, OpenApiGeneratorV3))}`);
JS

expected='regex, "ham": zod true, 3.1 true by {"type":"string","pattern":"^[a-z]+$"}
regex with a flag, "ham": zod true, 3.1 false by {"type":"string","pattern":"^[a-z]+$/i"}
literals, "M": zod true, 3.1 false by {"type":"string","enum":["S"]}
nullable literal, null: zod true, 3.1 false by {"type":["string","null"],"enum":["S"]}
nullable enum, null: zod true, 3.1 true by {"type":["string","null"],"enum":["S",null]}
rest, ["a",1]: zod true, 3.0 {"type":"array","items":{"type":"string"},"minItems":1,"maxItems":1}
gt(1).min(2), 2: zod true, 3.0 {"type":"number","minimum":2,"exclusiveMinimum":true}'
seen=$(node openapi.mjs)
printf '@asteasolutions/zod-to-openapi %s\n%s\n' "$(node -p "require('./node_modules/@asteasolutions/zod-to-openapi/package.json').version")" "$seen"
[ "$seen" = "$expected" ] || { echo 'not as it was' >&2; exit 1; }
