#!/usr/bin/env bash
# @hey-api/openapi-ts 0.99.0, the client that it generates; run with tsx 4.23.15.
#
# OpenAPI 3.1 (4.8.12) gives a parameter either a `schema` with a style or a `content` with a media type: of the latter, JSON in a query
# is one text, `filter={"stage":"PAID"}`. The generated types have the object, and the client takes it apart as if it had the style
# `form`: the name of the parameter is gone, and a server that reads the document finds a `stage` it does not know and no filter. A list
# is sent as repeated parameters. The styles `matrix` and `label` of a path are left out too, though the client that is copied beside the
# types has code for both. The style `deepObject` and a list with `explode: false` are sent as documented.
#
# Seen on 2026-11-28:
#   filter, content application/json: ?stage=PAID&min=2
#   stages, content application/json: ?stages=PAID&stages=COOKING
#   where, style deepObject: ?where[stage]=PAID
#   ids, explode false: ?ids=1,2
#   path, style matrix: /stores/5
#   path, style label: /shops/5
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm pkg set type=module
npm install --silent --ignore-scripts --no-audit --no-fund @hey-api/openapi-ts@0.99.0 typescript@5.9.3 tsx@4.23.15

cat >document.mjs <<'JS'
import { writeFileSync } from 'node:fs';

const text = { type: 'string' };
const stage = { type: 'object', properties: { stage: text, min: { type: 'integer' } } };
const inQuery = (name, rest) => ({ name, in: 'query', ...rest });
const inPath = (style) => ({ name: 'id', in: 'path', required: true, style, schema: { type: 'integer' } });
const get = (operationId, parameters) => ({ get: { operationId, parameters, responses: { 204: { description: 'Nothing' } } } });
const document = {
  openapi: '3.1.0',
  info: { title: 'Orders', version: '1' },
  paths: {
    '/orders': get('orders', [
      inQuery('filter', { content: { 'application/json': { schema: stage } } }),
      inQuery('stages', { content: { 'application/json': { schema: { type: 'array', items: text } } } }),
      inQuery('where', { style: 'deepObject', explode: true, schema: stage }),
      inQuery('ids', { explode: false, schema: { type: 'array', items: { type: 'integer' } } }),
    ]),
    '/stores/{id}': get('store', [inPath('matrix')]),
    '/shops/{id}': get('shop', [inPath('label')]),
  },
};
writeFileSync('openapi.json', JSON.stringify(document));
JS
node document.mjs
node_modules/.bin/openapi-ts -i ./openapi.json -o client --no-log-file >/dev/null

cat >asked.ts <<'TS'
import { orders, shop, store } from './client/sdk.gen';

let asked = '';
const fetch = async (request: string | URL | Request) => {
  asked = (request as Request).url.replace('http://shop.example', '').replace('/orders', '');
  return new Response(null, { status: 204 });
};
const common = { baseUrl: 'http://shop.example', fetch };
const show = async (name: string, asking: Promise<unknown>) => {
  await asking;
  console.log(`${name}: ${asked}`);
};
await show('filter, content application/json', orders({ ...common, query: { filter: { stage: 'PAID', min: 2 } } }));
await show('stages, content application/json', orders({ ...common, query: { stages: ['PAID', 'COOKING'] } }));
await show('where, style deepObject', orders({ ...common, query: { where: { stage: 'PAID' } } }));
await show('ids, explode false', orders({ ...common, query: { ids: [1, 2] } }));
await show('path, style matrix', store({ ...common, path: { id: 5 } }));
await show('path, style label', shop({ ...common, path: { id: 5 } }));
TS

expected='filter, content application/json: ?stage=PAID&min=2
stages, content application/json: ?stages=PAID&stages=COOKING
where, style deepObject: ?where[stage]=PAID
ids, explode false: ?ids=1,2
path, style matrix: /stores/5
path, style label: /shops/5'
seen=$(node_modules/.bin/tsx asked.ts)
printf 'openapi-ts %s\n%s\n' "$(node -p "JSON.parse(require('fs').readFileSync('node_modules/@hey-api/openapi-ts/package.json')).version")" "$seen"
[ "$seen" = "$expected" ] || { echo 'not as it was' >&2; exit 1; }
