#!/usr/bin/env bash
# @scalar/postman-to-openapi 0.7.14.
#
# It "converts Postman collections to OpenAPI documents". In a collection (v2.1.0) an API key says its name and whether it goes into the
# query or a header; in the document every one is a header `api_key`. Of two saved answers with one status, as a JSON and a CSV of the same
# menu, which OpenAPI has side by side under `content`, the last is left; a body that is said to be XML is a plain text; a query parameter
# that is empty is an integer, which empty is not. Nothing is said.
#
# Seen on 2026-11-29:
#   key token in query: [{"type":"apiKey","name":"api_key","in":"header"}]
#   key X-Token in header: [{"type":"apiKey","name":"api_key","in":"header"}]
#   answers with 200: text/csv
#   body in XML: text/plain
#   empty parameter: {"type":"integer"}
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund @scalar/postman-to-openapi@0.7.14

cat >convert.mjs <<'JS'
import { convert } from '@scalar/postman-to-openapi';

const auth = (key, where) => {
  const entries = Object.entries({ key, value: 'abc', in: where });
  return { type: 'apikey', apikey: entries.map(([name, value]) => ({ key: name, value, type: 'string' })) };
};
const answer = (type, body) => ({ name: type, code: 200, header: [{ key: 'Content-Type', value: type }], body });
const url = { raw: 'https://pizza.example/menu?size=', host: ['https://pizza.example'], path: ['menu'], query: [{ key: 'size', value: '' }] };
const xml = { mode: 'raw', raw: '<pizza/>', options: { raw: { language: 'xml' } } };
const menu = [
  { name: 'menu', request: { method: 'GET', url }, response: [answer('application/json', '{"ham":9}'), answer('text/csv', 'ham,9')] },
  { name: 'add', request: { method: 'POST', url, body: xml } },
];
const schema = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json';
const converted = (key, where) => convert({ info: { name: 'menu', schema }, auth: auth(key, where), item: menu });

for (const [key, where] of [['token', 'query'], ['X-Token', 'header']]) {
  console.log(`key ${key} in ${where}: ${JSON.stringify(Object.values(converted(key, where).components.securitySchemes))}`);
}
const { get, post } = converted('token', 'query').paths['/menu'];
console.log(`answers with 200: ${Object.keys(get.responses[200].content)}`);
console.log(`body in XML: ${Object.keys(post.requestBody.content)}`);
console.log(`empty parameter: ${JSON.stringify(get.parameters[0].schema)}`);
JS

expected='key token in query: [{"type":"apiKey","name":"api_key","in":"header"}]
key X-Token in header: [{"type":"apiKey","name":"api_key","in":"header"}]
answers with 200: text/csv
body in XML: text/plain
empty parameter: {"type":"integer"}'
seen=$(node convert.mjs)
printf '@scalar/postman-to-openapi %s\n%s\n' "$(node -p "require('./node_modules/@scalar/postman-to-openapi/package.json').version")" "$seen"
[ "$seen" = "$expected" ] || { echo 'not as it was' >&2; exit 1; }
