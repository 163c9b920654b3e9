#!/usr/bin/env bash
# openapi-backend 5.21.2.
#
# OpenAPI's paths are templates, and a parameter may be a part of what is between two slashes, as in its guide's `/report.{format}`. With a
# dot between two of them the first takes all but the last letter, which is lost, and the second is empty: `/menus/{name}.{format}` of
# menu.json is the menu "menu.jso". Other signs between them are right. And a list in a path, `1,2` by the default style `simple`, is
# refused always. https://spec.openapis.org/oas/v3.0.3#path-templating, https://swagger.io/docs/specification/v3_0/paths-and-operations
#
# Seen on 2026-11-29:
#   /menus/{name}.{format} of /menus/menu.json: {"name":"menu.jso","format":""}
#   /menus/{name}-{format} of /menus/menu-json: {"name":"menu","format":"json"}
#   /menus/{name}.json of /menus/menu.json: {"name":"menu"}
#   /pizzas/{ids}, a list, of /pizzas/1,2: /path/ids must be array
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund openapi-backend@5.21.2

cat >paths.mjs <<'JS'
import { OpenAPIBackend } from 'openapi-backend';

const text = { type: 'string' };
const list = { type: 'array', items: text };
for (const [template, path, schema = text] of [
  ['/menus/{name}.{format}', '/menus/menu.json'],
  ['/menus/{name}-{format}', '/menus/menu-json'],
  ['/menus/{name}.json', '/menus/menu.json'],
  ['/pizzas/{ids}', '/pizzas/1,2', list],
]) {
  const names = [...template.matchAll(/\{(.+?)\}/g)].map(([, name]) => name);
  const parameters = names.map((name) => ({ name, in: 'path', required: true, schema }));
  const get = { operationId: 'get', parameters, responses: { 200: { description: 'ok' } } };
  const api = new OpenAPIBackend({
    definition: { openapi: '3.0.3', info: { title: 'a', version: '1' }, paths: { [template]: { get } } },
    handlers: {
      get: ({ request }) => JSON.stringify(request.params),
      validationFail: ({ validation }) => validation.errors.map(({ instancePath, message }) => `${instancePath} ${message}`).join(),
    },
  });
  const answer = await api.handleRequest({ method: 'GET', path, headers: {} });
  console.log(`${template}${schema === list ? ', a list,' : ''} of ${path}: ${answer}`);
}
JS

expected='/menus/{name}.{format} of /menus/menu.json: {"name":"menu.jso","format":""}
/menus/{name}-{format} of /menus/menu-json: {"name":"menu","format":"json"}
/menus/{name}.json of /menus/menu.json: {"name":"menu"}
/pizzas/{ids}, a list, of /pizzas/1,2: /path/ids must be array'
seen=$(node paths.mjs)
printf 'openapi-backend %s\n%s\n' "$(node -p "require('./node_modules/openapi-backend/package.json').version")" "$seen"
[ "$seen" = "$expected" ] || { echo 'not as it was' >&2; exit 1; }
