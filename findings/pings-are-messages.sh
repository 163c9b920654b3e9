#!/usr/bin/env bash
# @microsoft/fetch-event-source 2.0.1, beside undici's EventSource 7.16.0.
#
# A server keeps a stream of server-sent events alive with comments, and the standard has a block without data make no event.
# `fetchEventSource` hands every such block to `onmessage` with empty data, also one that only sets an id or the time to try again:
# a JSON.parse there throws at the first ping. Of two empty data lines, which the standard makes one line break, it makes an empty
# text. `EventSource` reads the same bytes as the standard has them.
#
# Seen on 2026-11-28:
#   fetchEventSource: "" "one" "" "two" "" ""
#   EventSource: "one" "two" "\n"
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund @microsoft/fetch-event-source@2.0.1 undici@7.16.0

cat >stream.mjs <<'JS'
import { once } from 'node:events';
import { createServer } from 'node:http';

const stream = ': ping\n\ndata: one\n\n: ping\n\ndata: two\n\nid: 7\nretry: 5000\n\ndata\ndata\n\n';
const server = createServer((request, response) => response.writeHead(200, { 'content-type': 'text/event-stream' }).end(stream));
await once(server.listen(0, '127.0.0.1'), 'listening');
const url = `http://127.0.0.1:${server.address().port}`;
const show = (name, events) => console.log(`${name}: ${events.map((data) => JSON.stringify(data)).join(' ')}`);

// fetchEventSource is of browsers and wants a little of one.
globalThis.window = globalThis;
globalThis.document = { hidden: false, addEventListener: () => undefined, removeEventListener: () => undefined };
const { fetchEventSource } = await import('@microsoft/fetch-event-source');
const fetched = [];
await fetchEventSource(url, { openWhenHidden: true, onmessage: ({ data }) => fetched.push(data) });
show('fetchEventSource', fetched);

const { EventSource } = await import('undici');
const source = new EventSource(url);
const received = [];
source.onmessage = ({ data }) => received.push(data);
await once(source, 'error');
source.close();
show('EventSource', received);
process.exit(0);
JS

expected='fetchEventSource: "" "one" "" "two" "" ""
EventSource: "one" "two" "\n"'
seen=$(node --no-warnings stream.mjs)
printf 'fetch-event-source %s\n%s\n' "$(node -p "require('./node_modules/@microsoft/fetch-event-source/package.json').version")" "$seen"
[ "$seen" = "$expected" ] || { echo 'not as it was' >&2; exit 1; }
