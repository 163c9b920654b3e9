#!/usr/bin/env bash
# @azure/core-sse 2.4.0, beside eventsource-parser 4.1.3.
#
# By the HTML standard (9.2.6) a block without data makes no event, and its name is forgotten: so servers keep a connection alive with a
# block that has only a name. `createSseStream` keeps the name for the next event that has none of its own: an order comes in as a ping. Of
# the first lines of the data those that are empty are lost, and `retry: 5s`, which is to be passed over, is taken for 5.
#
# Seen on 2026-11-29, name, data and retry by @azure/core-sse, name and data by eventsource-parser:
#   "data: ham\n\n": ["","ham",null], ["","ham"]
#   "event: ping\ndata: a\n\ndata: ham\n\n": ["ping","a",null,"","ham",null], ["ping","a","","ham"]
#   "event: ping\n\ndata: ham\n\n": ["ping","ham",null], ["","ham"]
#   "data:\ndata: ham\n\n": ["","ham",null], ["","\nham"]
#   "retry: 5s\ndata: ham\n\n": ["","ham",5], ["","ham"]
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund @azure/core-sse@2.4.0 eventsource-parser@4.1.3

cat >names.mjs <<'JS'
import { createSseStream } from '@azure/core-sse';
import { createParser } from 'eventsource-parser';

for (const text of [
  'data: ham\n\n',
  'event: ping\ndata: a\n\ndata: ham\n\n',
  'event: ping\n\ndata: ham\n\n',
  'data:\ndata: ham\n\n',
  'retry: 5s\ndata: ham\n\n',
]) {
  const theirs = [];
  for await (const { event, data, retry } of createSseStream(new Response(text).body)) theirs.push(event, data, retry);
  const wanted = [];
  createParser({ onEvent: ({ event = '', data }) => wanted.push(event, data) }).feed(text);
  console.log(`${JSON.stringify(text)}: ${JSON.stringify(theirs)}, ${JSON.stringify(wanted)}`);
}
JS

expected='"data: ham\n\n": ["","ham",null], ["","ham"]
"event: ping\ndata: a\n\ndata: ham\n\n": ["ping","a",null,"","ham",null], ["ping","a","","ham"]
"event: ping\n\ndata: ham\n\n": ["ping","ham",null], ["","ham"]
"data:\ndata: ham\n\n": ["","ham",null], ["","\nham"]
"retry: 5s\ndata: ham\n\n": ["","ham",5], ["","ham"]'
seen=$(node names.mjs)
printf '@azure/core-sse %s\n%s\n' "$(node -p "require('./node_modules/@azure/core-sse/package.json').version")" "$seen"
[ "$seen" = "$expected" ] || { echo 'not as it was' >&2; exit 1; }
