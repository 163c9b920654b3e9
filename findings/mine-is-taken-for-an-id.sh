#!/usr/bin/env bash
# @scalar/mock-server 0.14.4.
#
# By OpenAPI ("Path Templating Matching") a path without parameters goes before one with, whatever their order: `/pizzas/mine` before
# `/pizzas/{id}`. The mock answers by what stands first in the document, so the same API answers otherwise once it is sorted. And the
# `example` of a response's header, which the spec has beside its `schema`, is passed over: `Location` is empty, a 7 is a 1.
# https://spec.openapis.org/oas/v3.1.0#patterned-fields
#
# Seen on 2026-11-29:
#   /pizzas/mine, /pizzas/{id}: GET /pizzas/mine is answered "mine"
#   /pizzas/{id}, /pizzas/mine: GET /pizzas/mine is answered "by id"
#   Location with example /pizzas/1: ""
#   X-Left with example 7: "1"
#   Location with example /pizzas/1 in its schema: "/pizzas/1"
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund @scalar/mock-server@0.14.4

cat >mock.mjs <<'JS'
import { createMockServer } from '@scalar/mock-server';

const ask = async (paths, path) => {
  const app = await createMockServer({ document: { openapi: '3.1.0', info: { title: 'a', version: '1' }, paths } });
  return app.request(path);
};
const answers = (example, headers = {}) => {
  const get = { responses: { 200: { description: 'ok', headers, content: { 'application/json': { example } } } } };
  return { get };
};
const one = { '/pizzas/mine': answers('mine') };
const any = { '/pizzas/{id}': answers('by id') };
for (const paths of [{ ...one, ...any }, { ...any, ...one }]) {
  const answer = await ask(paths, '/pizzas/mine');
  console.log(`${Object.keys(paths).join(', ')}: GET /pizzas/mine is answered ${await answer.text()}`);
}
const header = async (name, value) => (await ask({ '/a': answers('a', { [name]: value }) }, '/a')).headers.get(name);
const text = { type: 'string' };
console.log(`Location with example /pizzas/1: "${await header('Location', { schema: text, example: '/pizzas/1' })}"`);
console.log(`X-Left with example 7: "${await header('X-Left', { schema: { type: 'integer' }, example: 7 })}"`);
const inside = await header('Location', { schema: { ...text, example: '/pizzas/1' } });
console.log(`Location with example /pizzas/1 in its schema: "${inside}"`);
JS

expected='/pizzas/mine, /pizzas/{id}: GET /pizzas/mine is answered "mine"
/pizzas/{id}, /pizzas/mine: GET /pizzas/mine is answered "by id"
Location with example /pizzas/1: ""
X-Left with example 7: "1"
Location with example /pizzas/1 in its schema: "/pizzas/1"'
seen=$(node mock.mjs)
printf '@scalar/mock-server %s\n%s\n' "$(node -p "JSON.parse(require('fs').readFileSync('node_modules/@scalar/mock-server/package.json')).version")" "$seen"
[ "$seen" = "$expected" ] || { echo 'not as it was' >&2; exit 1; }
