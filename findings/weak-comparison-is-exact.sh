#!/usr/bin/env bash
# @remix-run/headers 0.21.1.
#
# Its README says that `IfNoneMatch` "supports weak comparison (unlike If-Match)". By RFC 9110 (8.8.3.2) W/"a" and "a" are then the same.
# Only what is letter by letter the same matches: a page whose tag was made weak on the way, as by nginx when it compresses, is sent again
# and again. A comma, which a tag may have in it (8.8.3), cuts the tag in two: it does not match itself, and so no `If-Match` of it holds.
#
# Seen on 2026-11-29:
#   If-None-Match: W/"a" matches W/"a": true
#   If-None-Match: W/"a" matches "a": false
#   If-None-Match: "a" matches W/"a": false
#   If-None-Match: "a,b" matches "a,b": false, written again as ""a", "b""
#   If-Match: "a", "b" matches "b": true
#   If-Match: "a,b" matches "a,b": false, written again as ""a", "b""
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund @remix-run/headers@0.21.1

cat >tags.mjs <<'JS'
import { IfMatch, IfNoneMatch } from '@remix-run/headers';

const show = (Header, name, value, tag) => {
  const header = new Header(value);
  const again = header.toString() === value ? '' : `, written again as ${header}`;
  console.log(`${name}: ${value} matches ${tag}: ${header.matches(tag)}${again}`);
};
show(IfNoneMatch, 'If-None-Match', 'W/"a"', 'W/"a"');
show(IfNoneMatch, 'If-None-Match', 'W/"a"', '"a"');
show(IfNoneMatch, 'If-None-Match', '"a"', 'W/"a"');
show(IfNoneMatch, 'If-None-Match', '"a,b"', '"a,b"');
show(IfMatch, 'If-Match', '"a", "b"', '"b"');
show(IfMatch, 'If-Match', '"a,b"', '"a,b"');
JS

expected='If-None-Match: W/"a" matches W/"a": true
If-None-Match: W/"a" matches "a": false
If-None-Match: "a" matches W/"a": false
If-None-Match: "a,b" matches "a,b": false, written again as ""a", "b""
If-Match: "a", "b" matches "b": true
If-Match: "a,b" matches "a,b": false, written again as ""a", "b""'
seen=$(node tags.mjs)
printf '@remix-run/headers %s\n%s\n' "$(node -p "require('./node_modules/@remix-run/headers/package.json').version")" "$seen"
[ "$seen" = "$expected" ] || { echo 'not as it was' >&2; exit 1; }
