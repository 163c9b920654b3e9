#!/usr/bin/env bash
# eventsource-client 1.2.0, beside undici's EventSource 7.30.2.
#
# By the HTML standard (9.2.6) a block with an id and no data makes no event, and is yet the id that a client names when it comes again:
# that is how a server says "you have read up to 6" when what lay between was not for this reader. `eventsource-client` forgets such
# ids: it asks from the last one that came with data, and is sent all of it again.
#
# Seen on 2026-11-28, after id 5 with data and id 6 without:
#   eventsource-client: Last-Event-ID 5
#   undici: Last-Event-ID 6
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund eventsource-client@1.2.0 undici@7.30.2

cat >ids.mjs <<'JS'
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createEventSource } from 'eventsource-client';
import { EventSource } from 'undici';

const show = async (name, open) => {
  const server = createServer((request, response) => {
    const again = request.headers['last-event-id'];
    if (again !== undefined) server.emit('again', again);
    response.writeHead(200, { 'content-type': 'text/event-stream' }).end('retry: 10\nid: 5\ndata: five\n\nid: 6\n\n');
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const source = open(`http://127.0.0.1:${server.address().port}`);
  const [id] = await once(server, 'again');
  source.close();
  console.log(`${name}: Last-Event-ID ${id}`);
};
await show('eventsource-client', (url) => createEventSource(url));
await show('undici', (url) => new EventSource(url));
process.exit(0);
JS

expected='eventsource-client: Last-Event-ID 5
undici: Last-Event-ID 6'
seen=$(node --no-warnings ids.mjs)
printf 'eventsource-client %s\n%s\n' "$(node -p "JSON.parse(require('fs').readFileSync('node_modules/eventsource-client/package.json')).version")" "$seen"
[ "$seen" = "$expected" ] || { echo 'not as it was' >&2; exit 1; }
