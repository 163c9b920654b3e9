#!/usr/bin/env bash
# @hey-api/openapi-ts 0.95.0.
#
# An input file that is named by a relative path with exactly one folder in it, `api/openapi.json`, is not looked for on the
# disk: it is taken for the shorthand of a project in the maker's registry (`organization/project`), and the command fails.
# The same file as `openapi.json`, `./api/openapi.json` or two folders down is read.
#
# Seen on 2026-11-28:
#   openapi.json: generated
#   ./api/openapi.json: generated
#   api/v1/openapi.json: generated
#   api/openapi.json: Invalid Hey API shorthand format
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund @hey-api/openapi-ts@0.95.0 typescript@5.9.3

mkdir -p api/v1
cat >openapi.json <<'JSON'
{
  "openapi": "3.1.0",
  "info": { "title": "Menus", "version": "1" },
  "paths": { "/menus": { "get": { "operationId": "listMenus", "responses": { "200": { "description": "The menus" } } } } }
}
JSON
cp openapi.json api/openapi.json
cp openapi.json api/v1/openapi.json

seen=$(
  for input in openapi.json ./api/openapi.json api/v1/openapi.json api/openapi.json; do
    rm -rf out
    said=$(node_modules/.bin/openapi-ts -i "$input" -o out --no-log-file 2>&1) && what=generated ||
      what=$(grep -o 'Invalid Hey API shorthand format' <<<"$said" | head -n 1)
    echo "$input: $what"
  done
)
expected='openapi.json: generated
./api/openapi.json: generated
api/v1/openapi.json: generated
api/openapi.json: Invalid Hey API shorthand format'

echo "$seen"
[ "$seen" = "$expected" ] || { echo 'not as it was' >&2; exit 1; }
