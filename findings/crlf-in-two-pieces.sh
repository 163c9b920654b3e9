#!/usr/bin/env bash
# @hey-api/openapi-ts 0.99.0, the client for server-sent events that it generates; run with tsx 4.23.15.
#
# By the HTML standard (9.2.5) a line of an event stream may end with CR LF, which is what Python's sse-starlette sends. The client puts
# LF for CR LF in each piece as it arrives. Where a piece ends between the two, that makes two line ends of one, which is the end of
# the event: its name is lost, or its two lines of data become two events. Where a network cuts is chance, so the same bytes are one event
# today and two tomorrow. A text of digits is handed over as a number, though the document says string, and a text without the blanks
# that it begins with, of which the standard takes away one.
#
# Seen on 2026-11-28 (name and data of each event):
#   "event: paid\r\n", "data: 5 EUR\r\n\r\n": paid "5 EUR"
#   "event: paid\r", "\ndata: 5 EUR\r\n\r\n": no name "5 EUR"
#   "data: ham\r\n", "data: egg\r\n\r\n": no name "ham\negg"
#   "data: ham\r", "\ndata: egg\r\n\r\n": no name "ham", no name "egg"
#   "data: 0010\n\n", "data: 10\n\n": no name "0010", no name 10
#   "data:   ham\n\n": no name "ham"
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm pkg set type=module
npm install --silent --ignore-scripts --no-audit --no-fund @hey-api/openapi-ts@0.99.0 typescript@5.9.3 tsx@4.23.15

cat >openapi.json <<'JSON'
{
  "openapi": "3.1.0",
  "info": { "title": "Orders", "version": "1" },
  "paths": {
    "/live": {
      "get": {
        "operationId": "live",
        "responses": { "200": { "description": "Events", "content": { "text/event-stream": { "schema": { "type": "string" } } } } }
      }
    }
  }
}
JSON
node_modules/.bin/openapi-ts -i ./openapi.json -o client --no-log-file >/dev/null

cat >live.ts <<'TS'
import { live } from './client/sdk.gen';

const show = async (...pieces: string[]) => {
  const body = ReadableStream.from(pieces.map((piece) => new TextEncoder().encode(piece)));
  const fetch = async () => new Response(body, { headers: { 'content-type': 'text/event-stream' } });
  const seen: string[] = [];
  const onSseEvent = ({ event, data }: { event?: string; data: unknown }) => {
    if (data !== undefined) seen.push(`${event ?? 'no name'} ${JSON.stringify(data)}`);
  };
  const { stream } = await live({ baseUrl: 'http://shop.example', fetch, onSseEvent });
  for await (const _ of stream);
  console.log(`${pieces.map((piece) => JSON.stringify(piece)).join(', ')}: ${seen.join(', ')}`);
};
await show('event: paid\r\n', 'data: 5 EUR\r\n\r\n');
await show('event: paid\r', '\ndata: 5 EUR\r\n\r\n');
await show('data: ham\r\n', 'data: egg\r\n\r\n');
await show('data: ham\r', '\ndata: egg\r\n\r\n');
await show('data: 0010\n\n', 'data: 10\n\n');
await show('data:   ham\n\n');
TS

expected='"event: paid\r\n", "data: 5 EUR\r\n\r\n": paid "5 EUR"
"event: paid\r", "\ndata: 5 EUR\r\n\r\n": no name "5 EUR"
"data: ham\r\n", "data: egg\r\n\r\n": no name "ham\negg"
"data: ham\r", "\ndata: egg\r\n\r\n": no name "ham", no name "egg"
"data: 0010\n\n", "data: 10\n\n": no name "0010", no name 10
"data:   ham\n\n": no name "ham"'
seen=$(node_modules/.bin/tsx live.ts)
printf 'openapi-ts %s\n%s\n' "$(node -p "JSON.parse(require('fs').readFileSync('node_modules/@hey-api/openapi-ts/package.json')).version")" "$seen"
[ "$seen" = "$expected" ] || { echo 'not as it was' >&2; exit 1; }
