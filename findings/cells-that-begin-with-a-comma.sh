#!/usr/bin/env bash
# json-2-csv 5.6.0, beside csv-parse 7.0.3.
#
# It claims RFC 4180. What `json2csv` writes is right by it, and `csv2json` reads another thing: a row whose first cell begins with a
# comma or a line end is cut there, so its cells move along or become rows; a row whose last cell ends in a quote and a comma is not
# read to its end, and the rows behind it are lost; a quote in a heading is read as two. Cells in the middle are right. Nothing is said.
#
# Seen on 2026-11-29, each written by json2csv, read again by csv2json, by csv-parse:
#   [{"a":"no ham","b":"x, y"}]: same, same
#   [{"a":", no ham","b":"x"}]: [{"a":"","b":" no ham\",x"}], same
#   [{"a":"\nno ham","b":"x"}]: [{"a":""},{"a":"no ham\",x","b":""}], same
#   [{"a":"x","b":"the 12\","},{"a":"y","b":"z"}]: [{"a":"x","b":"the 12\""}], same
#   [{"12\" a":"x","b":"y"}]: [{"12\"\" a":"x","b":"y"}], same
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund json-2-csv@5.6.0 csv-parse@7.0.3

cat >cells.mjs <<'JS'
import { parse } from 'csv-parse/sync';
import { csv2json, json2csv } from 'json-2-csv';

for (const rows of [
  [{ a: 'no ham', b: 'x, y' }],
  [{ a: ', no ham', b: 'x' }],
  [{ a: '\nno ham', b: 'x' }],
  [{ a: 'x', b: 'the 12",' }, { a: 'y', b: 'z' }],
  [{ '12" a': 'x', b: 'y' }],
]) {
  const written = json2csv(rows);
  const wanted = JSON.stringify(rows);
  const read = [csv2json(written), parse(written, { columns: true })].map((each) => JSON.stringify(each));
  console.log(`${wanted}: ${read.map((each) => (each === wanted ? 'same' : each)).join(', ')}`);
}
JS

expected='[{"a":"no ham","b":"x, y"}]: same, same
[{"a":", no ham","b":"x"}]: [{"a":"","b":" no ham\",x"}], same
[{"a":"\nno ham","b":"x"}]: [{"a":""},{"a":"no ham\",x","b":""}], same
[{"a":"x","b":"the 12\","},{"a":"y","b":"z"}]: [{"a":"x","b":"the 12\""}], same
[{"12\" a":"x","b":"y"}]: [{"12\"\" a":"x","b":"y"}], same'
seen=$(node cells.mjs)
printf 'json-2-csv %s\n%s\n' "$(node -p "require('./node_modules/json-2-csv/package.json').version")" "$seen"
[ "$seen" = "$expected" ] || { echo 'not as it was' >&2; exit 1; }
