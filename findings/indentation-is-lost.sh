#!/usr/bin/env bash
# fetch-event-stream 0.1.6, beside eventsource-parser 4.1.3.
#
# By the HTML standard (9.2.6) one space behind a field's colon is no part of its value, and all that follows it is. This client for
# server-sent events takes all of the white space away, so data lose their indentation, words that come one by one the spaces between
# them, and a tab, which is no such space, is gone. Of the first lines of the data those that are empty are lost.
#
# Seen on 2026-11-29, data by fetch-event-stream, by eventsource-parser:
#   "data: ham\n\n": "ham", "ham"
#   "data:   - ham\n\n": "- ham", "  - ham"
#   "data:\tham\n\n": "ham", "\tham"
#   "data: two\n\ndata:  hams\n\n": "twohams", "two hams"
#   "data: a\ndata:\ndata: b\n\n": "a\n\nb", "a\n\nb"
#   "data:\ndata: b\n\n": "b", "\nb"
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund fetch-event-stream@0.1.6 eventsource-parser@4.1.3

cat >data.mjs <<'JS'
import { createParser } from 'eventsource-parser';
import { events } from 'fetch-event-stream';

for (const text of [
  'data: ham\n\n',
  'data:   - ham\n\n',
  'data:\tham\n\n',
  'data: two\n\ndata:  hams\n\n',
  'data: a\ndata:\ndata: b\n\n',
  'data:\ndata: b\n\n',
]) {
  const theirs = [];
  for await (const { data } of events(new Response(text))) theirs.push(data);
  const wanted = [];
  createParser({ onEvent: ({ data }) => wanted.push(data) }).feed(text);
  console.log(`${JSON.stringify(text)}: ${[theirs, wanted].map((each) => JSON.stringify(each.join(''))).join(', ')}`);
}
JS

expected='"data: ham\n\n": "ham", "ham"
"data:   - ham\n\n": "- ham", "  - ham"
"data:\tham\n\n": "ham", "\tham"
"data: two\n\ndata:  hams\n\n": "twohams", "two hams"
"data: a\ndata:\ndata: b\n\n": "a\n\nb", "a\n\nb"
"data:\ndata: b\n\n": "b", "\nb"'
seen=$(node data.mjs)
printf 'fetch-event-stream %s\n%s\n' "$(node -p "JSON.parse(require('fs').readFileSync('node_modules/fetch-event-stream/package.json')).version")" "$seen"
[ "$seen" = "$expected" ] || { echo 'not as it was' >&2; exit 1; }
