#!/usr/bin/env bash
# json-p3 2.3.1, jsonpath-js 0.3.1 and jsonpath-rfc9535 1.3.0.
#
# RFC 9535, which all three implement ("100% compatible", "the entire compliance suite"), has `length` count the Unicode scalar values of a
# text (2.4.4) and `<` compare by them (2.3.5.2.2). An emoji is one of them. Two of these count it as two, the third as none, and all three
# have it in front of a full-width ￦ (U+FFE6), which is a smaller one: they count and compare JavaScript's halves of letters.
#
# Seen on 2026-11-29, what is found by json-p3, jsonpath-js, jsonpath-rfc9535:
#   $[?length(@) == 0]: [] [] ["🍕"]
#   $[?length(@) == 1]: ["￦","가"] ["￦","가"] ["￦","가"]
#   $[?length(@) == 2]: ["🍕"] ["🍕"] []
#   $[?@ < '￦']: ["🍕","가"] ["🍕","가"] ["🍕","가"]
#   $[?@ > '￦']: [] [] []
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund json-p3@2.3.1 jsonpath-js@0.3.1 jsonpath-rfc9535@1.3.0

cat >pizza.mjs <<'JS'
import { jsonpath } from 'json-p3';
import { JSONPathJS } from 'jsonpath-js';
import { query } from 'jsonpath-rfc9535';

const libraries = [
  (path, value) => jsonpath.query(path, value).values(),
  (path, value) => new JSONPathJS(path).find(value),
  (path, value) => query(value, path),
];
const show = (path) => console.log(`${path}: ${libraries.map((found) => JSON.stringify(found(path, ['🍕', '￦', '가']))).join(' ')}`);
show('$[?length(@) == 0]');
show('$[?length(@) == 1]');
show('$[?length(@) == 2]');
show("$[?@ < '￦']");
show("$[?@ > '￦']");
JS

expected='$[?length(@) == 0]: [] [] ["🍕"]
$[?length(@) == 1]: ["￦","가"] ["￦","가"] ["￦","가"]
$[?length(@) == 2]: ["🍕"] ["🍕"] []
$[?@ < '\''￦'\'']: ["🍕","가"] ["🍕","가"] ["🍕","가"]
$[?@ > '\''￦'\'']: [] [] []'
seen=$(node pizza.mjs)
printf 'json-p3 %s\n%s\n' "$(node -p "require('./node_modules/json-p3/package.json').version")" "$seen"
[ "$seen" = "$expected" ] || { echo 'not as it was' >&2; exit 1; }
