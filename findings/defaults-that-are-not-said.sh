#!/usr/bin/env bash
# @readme/oas-to-har 38.5.1, with oas 38.6.0.
#
# By OpenAPI the `style` of a query parameter is `form` and its `explode` is true when neither is said. Said, they give the request one
# entry for each item of a list or member of an object; not said, the usual case, there is one entry whose value is "1&p=2", or the
# whole of an object under the parameter's name, which is another query. In a `deepObject` an empty text becomes the text "null".
# https://spec.openapis.org/oas/v3.0.3#parameter-object
#
# Seen on 2026-11-29, style and explode, value, entries:
#   {"style":"form","explode":true} [1,2]: [["p","1"],["p","2"]]
#   {} [1,2]: [["p","1&p=2"]]
#   {"style":"form","explode":true} {"a":"x","b":2}: [["a","x"],["b","2"]]
#   {} {"a":"x","b":2}: [["p","a=x&b=2"]]
#   {"style":"deepObject","explode":true} {"a":"","b":2}: [["p[a]","null"],["p[b]","2"]]
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund @readme/oas-to-har@38.5.1 oas@38.6.0

cat >queries.mjs <<'JS'
import oasToHar from '@readme/oas-to-har';
import Oas from 'oas';

const list = { type: 'array', items: { type: 'integer' } };
const object = { type: 'object', properties: { a: { type: 'string' }, b: { type: 'integer' } } };
const form = { style: 'form', explode: true };
for (const [said, schema, p] of [
  [form, list, [1, 2]],
  [{}, list, [1, 2]],
  [form, object, { a: 'x', b: 2 }],
  [{}, object, { a: 'x', b: 2 }],
  [{ style: 'deepObject', explode: true }, object, { a: '', b: 2 }],
]) {
  const get = { parameters: [{ name: 'p', in: 'query', ...said, schema }], responses: { 200: { description: 'ok' } } };
  const oas = new Oas({ openapi: '3.0.3', info: { title: 'a', version: '1' }, paths: { '/pizzas': { get } } });
  const { request } = oasToHar(oas, oas.operation('/pizzas', 'get'), { query: { p } }).log.entries[0];
  const entries = JSON.stringify(request.queryString.map(({ name, value }) => [name, value]));
  console.log(`${JSON.stringify(said)} ${JSON.stringify(p)}: ${entries}`);
}
JS

expected='{"style":"form","explode":true} [1,2]: [["p","1"],["p","2"]]
{} [1,2]: [["p","1&p=2"]]
{"style":"form","explode":true} {"a":"x","b":2}: [["a","x"],["b","2"]]
{} {"a":"x","b":2}: [["p","a=x&b=2"]]
{"style":"deepObject","explode":true} {"a":"","b":2}: [["p[a]","null"],["p[b]","2"]]'
seen=$(node queries.mjs)
printf '@readme/oas-to-har %s\n%s\n' "$(node -p "require('./node_modules/@readme/oas-to-har/package.json').version")" "$seen"
[ "$seen" = "$expected" ] || { echo 'not as it was' >&2; exit 1; }
