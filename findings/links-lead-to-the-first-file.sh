#!/usr/bin/env bash
# openapi-merge 2.0.2.
#
# It merges the OpenAPI files of several services; what is in the way of the first file is changed "to merge seamlessly into the first". An
# `operationId` that both have is changed in the second file, and the second file's links that name it are not: what is to follow on a new
# pizza is now the first file's operation on orders. A link by `operationRef` and a `$ref` to a schema of the same name are changed with it.
#
# Seen on 2026-11-29, of the second file:
#   operationId: Bcreate
#   $ref to Thing: #/components/schemas/BThing
#   link by operationRef: #/paths/~1menu~1pizzas/post
#   link by operationId: create, which is /orders
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund openapi-merge@2.0.2

cat >links.cjs <<'JS'
const { merge } = require('openapi-merge');

const file = (name, type) => {
  const schema = { $ref: '#/components/schemas/Thing' };
  const links = { byId: { operationId: 'create' }, byRef: { operationRef: `#/paths/~1${name}/post` } };
  const responses = { 201: { description: 'made', content: { 'application/json': { schema } }, links } };
  return {
    openapi: '3.0.3',
    info: { title: name, version: '1' },
    paths: { [`/${name}`]: { post: { operationId: 'create', responses } } },
    components: { schemas: { Thing: { type } } },
  };
};
const second = { oas: file('pizzas', 'number'), pathModification: { prepend: '/menu' }, dispute: { prefix: 'B' } };
const { paths } = merge([{ oas: file('orders', 'string') }, second]).output;
const { operationId, responses } = paths['/menu/pizzas'].post;
const { byId, byRef } = responses[201].links;
const [led] = Object.entries(paths).find(([, { post }]) => post.operationId === byId.operationId);
console.log(`operationId: ${operationId}`);
console.log(`$ref to Thing: ${responses[201].content['application/json'].schema.$ref}`);
console.log(`link by operationRef: ${byRef.operationRef}`);
console.log(`link by operationId: ${byId.operationId}, which is ${led}`);
JS

expected='operationId: Bcreate
$ref to Thing: #/components/schemas/BThing
link by operationRef: #/paths/~1menu~1pizzas/post
link by operationId: create, which is /orders'
seen=$(node links.cjs)
printf 'openapi-merge %s\n%s\n' "$(node -p "require('./node_modules/openapi-merge/package.json').version")" "$seen"
[ "$seen" = "$expected" ] || { echo 'not as it was' >&2; exit 1; }
