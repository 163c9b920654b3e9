#!/usr/bin/env bash
# @hey-api/openapi-ts 0.99.0, the client for server-sent events that it generates; run with tsx 4.23.15.
#
# A stream that breaks is opened again, after twice the time with each attempt, `sseMaxRetryAttempts` times "before giving up". The client
# counts every connection of its life, also those that were opened and brought events: a screen that loses its stream once a day is given
# up on the third day with 3, though each time the first attempt succeeded, and by default waits half a minute from the fifth break on.
# The HTML standard (9.2.3) speaks of longer waits where the attempt before failed. Nothing is thrown when it gives up: the stream ends.
#
# Seen on 2026-11-28 (each connection brings one event, then breaks):
#   at most 3 attempts: events 1 2 3, waited 3000 6000, then it ended
#   no limit: events 1 2 3 4 5 6 7 8, waited 3000 6000 12000 24000 30000 30000 30000
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
        "responses": { "200": { "description": "Events", "content": { "text/event-stream": { "schema": { "type": "object" } } } } }
      }
    }
  }
}
JSON
node_modules/.bin/openapi-ts -i ./openapi.json -o client --no-log-file >/dev/null

cat >live.ts <<'TS'
import { live } from './client/sdk.gen';

const show = async (name: string, limit?: number) => {
  let connections = 0;
  const fetch = async () => {
    connections += 1;
    const event = new TextEncoder().encode(`data: {"n":${connections}}\n\n`);
    async function* thenBreaks() {
      yield event;
      throw new Error('the connection broke');
    }
    return new Response(ReadableStream.from(thenBreaks()), { headers: { 'content-type': 'text/event-stream' } });
  };
  const waited: number[] = [];
  const sseSleepFn = async (milliseconds: number) => void waited.push(milliseconds);
  const { stream } = await live({ baseUrl: 'http://shop.example', fetch, sseMaxRetryAttempts: limit, sseSleepFn });
  const events: unknown[] = [];
  for await (const event of stream as AsyncIterable<{ n: number }>) if (events.push(event.n) === 8) break;
  const ended = events.length < 8 ? ', then it ended' : '';
  console.log(`${name}: events ${events.join(' ')}, waited ${waited.join(' ')}${ended}`);
};
await show('at most 3 attempts', 3);
await show('no limit');
TS

expected='at most 3 attempts: events 1 2 3, waited 3000 6000, then it ended
no limit: events 1 2 3 4 5 6 7 8, waited 3000 6000 12000 24000 30000 30000 30000'
seen=$(node_modules/.bin/tsx live.ts)
printf 'openapi-ts %s\n%s\n' "$(node -p "JSON.parse(require('fs').readFileSync('node_modules/@hey-api/openapi-ts/package.json')).version")" "$seen"
[ "$seen" = "$expected" ] || { echo 'not as it was' >&2; exit 1; }
