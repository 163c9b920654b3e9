#!/usr/bin/env bash
# @himenon/openapi-parameter-formatter 2.1.0.
#
# It "serializes OpenAPI parameter objects", by the table of style examples in OpenAPI 3.1. A value of 0, as the first page or a price, is
# written as if it were empty: `page=` in a query or a cookie, "." as a label, and as a simple one in a path or header `undefined`, which
# then is in the path. As a matrix every number and every true is only its name, `;page`, where the table has `;color=blue`; texts are
# right.
#
# Seen on 2026-11-29:
#   query, form, of 0, 1, "0", true: page= page=1 page=0 page=true
#   cookie, form, of 0, 1, "0", true: page= page=1 page=0 page=true
#   header, simple, of 0, 1, "0", true: undefined 1 0 true
#   path, simple, of 0, 1, "0", true: undefined 1 0 true
#   path, label, of 0, 1, "0", true: . .1 .0 .true
#   path, matrix, of 0, 1, "0", true: ;page ;page ;page=0 ;page
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund @himenon/openapi-parameter-formatter@2.1.0

cat >format.cjs <<'JS'
const { CookieParameter, HeaderParameter, PathParameter, QueryParameter } = require('@himenon/openapi-parameter-formatter');

const show = (kind, style, formatter) => {
  const written = [0, 1, '0', true].map((value) => String(formatter.generate('page', { value, style, explode: false })));
  console.log(`${kind}, ${style}, of 0, 1, "0", true: ${written.join(' ')}`);
};
show('query', 'form', QueryParameter);
show('cookie', 'form', CookieParameter);
show('header', 'simple', HeaderParameter);
for (const style of ['simple', 'label', 'matrix']) show('path', style, PathParameter);
JS

expected='query, form, of 0, 1, "0", true: page= page=1 page=0 page=true
cookie, form, of 0, 1, "0", true: page= page=1 page=0 page=true
header, simple, of 0, 1, "0", true: undefined 1 0 true
path, simple, of 0, 1, "0", true: undefined 1 0 true
path, label, of 0, 1, "0", true: . .1 .0 .true
path, matrix, of 0, 1, "0", true: ;page ;page ;page=0 ;page'
seen=$(node format.cjs)
printf '@himenon/openapi-parameter-formatter %s\n%s\n' "$(node -p "require('./node_modules/@himenon/openapi-parameter-formatter/package.json').version")" "$seen"
[ "$seen" = "$expected" ] || { echo 'not as it was' >&2; exit 1; }
