#!/usr/bin/env bash
# sse.js 2.8.0, with the XMLHttpRequest of xhr2 0.2.1; beside undici's EventSource 7.30.2.
#
# The HTML standard (9.2.6) has a client discard what it read of an event whose empty line did not come before the stream ended: a server
# that stops, or a proxy that times out, ends it anywhere. `SSE` calls itself a fully compatible polyfill of EventSource and
# dispatches that half as an event: half a JSON text, or all of it but the second line. It takes over the id of it as well, so that the
# next connection asks for what comes after an event that was never read to its end.
#
# Seen on 2026-11-28, of a stream that ends after id 6 and half of its data:
#   sse.js: {"n":5} {"n":6,"sta
#   sse.js, last id: 6
#   undici: {"n":5}
#   undici, last id: 5
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund sse.js@2.8.0 xhr2@0.2.1 undici@7.30.2

cat >half.mjs <<'JS'
import { once } from 'node:events';
import { createServer } from 'node:http';
import { EventSource } from 'undici';
import XMLHttpRequest from 'xhr2';

const server = createServer((request, response) => {
  if (request.headers['last-event-id'] !== undefined) server.emit('again', request.headers['last-event-id']);
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.end('retry: 10\n\nid: 5\ndata: {"n":5}\n\nid: 6\ndata: {"n":6,"sta');
});
await once(server.listen(0, '127.0.0.1'), 'listening');
const url = `http://127.0.0.1:${server.address().port}`;

globalThis.XMLHttpRequest = XMLHttpRequest;
const { SSE } = await import('sse.js');
const show = async (name, source) => {
  const seen = [];
  source.addEventListener('message', ({ data }) => seen.push(data));
  const [id] = await once(server, 'again');
  source.close();
  console.log(`${name}: ${seen.join(' ')}\n${name}, last id: ${id}`);
};
await show('sse.js', new SSE(url, { autoReconnect: true, reconnectDelay: 10 }));
await show('undici', new EventSource(url));
process.exit(0);
JS

expected='sse.js: {"n":5} {"n":6,"sta
sse.js, last id: 6
undici: {"n":5}
undici, last id: 5'
seen=$(node --no-warnings half.mjs 2>/dev/null)
printf 'sse.js %s\n%s\n' "$(node -p "JSON.parse(require('fs').readFileSync('node_modules/sse.js/package.json')).version")" "$seen"
[ "$seen" = "$expected" ] || { echo 'not as it was' >&2; exit 1; }
