#!/usr/bin/env bash
# @asyncapi/modelina 5.10.1, the option `marshalling` of its preset for TypeScript; built with typescript 5.9.3.
#
# A field with `additionalProperties` of a type becomes a `Map` of the generated class, which is the default. Its `marshal` writes every
# such Map as `{}`: what is in it is lost, and nothing is said. `unmarshal` puts a plain object where the class says Map, so that `get`
# of it throws. In a tuple, 0, false and an empty text are written as nothing at all, between their commas, which is no JSON. Maps that
# are the additional properties of the class itself, and 0 in a field of its own, are written as they should be.
#
# Seen on 2026-11-28:
#   {"total":0,"range":["ham",2],"stock":{"ham":5}} read, stock is a Map: false
#   stock Map ham 5: {"stock": {}}
#   range ham 2: {"range": ["ham",2]}
#   range ham 0: {"range": ["ham",]}
#   total 0: {"total": 0}
#   more, Map size 30: {"size": 30}
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund @asyncapi/modelina@5.10.1 typescript@5.9.3

cat >generate.mjs <<'JS'
import { writeFileSync } from 'node:fs';
import { TS_COMMON_PRESET, TypeScriptGenerator } from '@asyncapi/modelina';
import ts from 'typescript';

const schema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  $id: 'Pantry',
  type: 'object',
  properties: {
    total: { type: 'integer' },
    stock: { type: 'object', additionalProperties: { type: 'integer' } },
    range: { type: 'array', items: [{ type: 'string' }, { type: 'integer' }], additionalItems: false },
  },
  additionalProperties: { type: 'integer' },
};
const generator = new TypeScriptGenerator({ presets: [{ preset: TS_COMMON_PRESET, options: { marshalling: true } }] });
const [{ result }] = await generator.generate(schema);
const { outputText } = ts.transpileModule(`export ${result}`, { compilerOptions: { module: 'ESNext', target: 'ES2022' } });
writeFileSync('pantry.mjs', outputText);
JS

cat >pantry-used.mjs <<'JS'
import { Pantry } from './pantry.mjs';

const text = '{"total":0,"range":["ham",2],"stock":{"ham":5}}';
console.log(`${text} read, stock is a Map: ${Pantry.unmarshal(text).stock instanceof Map}`);
const show = (name, value) => console.log(`${name}: ${new Pantry(value).marshal()}`);
show('stock Map ham 5', { stock: new Map([['ham', 5]]) });
show('range ham 2', { range: ['ham', 2] });
show('range ham 0', { range: ['ham', 0] });
show('total 0', { total: 0 });
show('more, Map size 30', { additionalProperties: new Map([['size', 30]]) });
JS

expected='{"total":0,"range":["ham",2],"stock":{"ham":5}} read, stock is a Map: false
stock Map ham 5: {"stock": {}}
range ham 2: {"range": ["ham",2]}
range ham 0: {"range": ["ham",]}
total 0: {"total": 0}
more, Map size 30: {"size": 30}'
node generate.mjs
seen=$(node pantry-used.mjs)
printf 'modelina %s\n%s\n' "$(node -p "require('./node_modules/@asyncapi/modelina/package.json').version")" "$seen"
[ "$seen" = "$expected" ] || { echo 'not as it was' >&2; exit 1; }
