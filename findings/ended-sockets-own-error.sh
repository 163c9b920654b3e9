#!/usr/bin/env bash
# mongodb (the Node.js driver) 7.9.0 and 6.20.0, on Node 20 and newer.
#
# A server ends a connection in order (a FIN: it stops, or a proxy tidies idle ones), and a command is written to it between
# the socket's 'end' and its 'close'. The command is rejected with Node's own error, EPIPE, which is no MongoNetworkError
# nor any other class of the driver: who tells "the server is away" by the driver's classes takes it for a fault of the
# program, and it is not tried again, though a read that is retried would be answered over the next connection. Once the socket
# is closed, the same command is. The server here answers every command with the same few words; the driver talks to it as usual.
#
# Seen on 2026-11-28, with both versions:
#   at first: answered
#   when the socket said 'end': Error EPIPE, MongoNetworkError: false
#   when the socket said 'close': answered
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund mongodb@7.9.0 mongodb-6@npm:mongodb@6.20.0

cat >ask.mjs <<'JS'
import { subscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { createServer } from 'node:net';
const [, , name] = process.argv;
const { BSON, MongoClient, MongoNetworkError } = await import(name);

// Every command is answered with the same few words; `asked` are the connections on which somebody pinged.
const asked = new Set();
const server = createServer((socket) => {
  let rest = Buffer.alloc(0);
  socket.on('error', () => undefined).on('data', (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    while (rest.length >= 4 && rest.length >= rest.readInt32LE(0)) {
      const message = rest.subarray(0, rest.readInt32LE(0));
      rest = rest.subarray(message.length);
      const command = BSON.deserialize(message.subarray(21));
      if (command.ping) asked.add(socket);
      const answer = BSON.serialize({ ok: 1, isWritablePrimary: true, minWireVersion: 0, maxWireVersion: 21, maxBsonObjectSize: 16777216, maxMessageSizeBytes: 48000000, maxWriteBatchSize: 100000 });
      const head = Buffer.alloc(21);
      head.writeInt32LE(21 + answer.length, 0);
      head.writeInt32LE(message.readInt32LE(4), 8);
      head.writeInt32LE(2013, 12);
      socket.write(Buffer.concat([head, answer]));
    }
  });
}).listen(0, '127.0.0.1');
await once(server, 'listening');

const sockets = [];
subscribe('net.client.socket', ({ socket }) => sockets.push(socket));
const { port } = server.address();
const client = new MongoClient(`mongodb://127.0.0.1:${port}`, { serverApi: '1', maxPoolSize: 1 });
const ping = () => client.db('any').command({ ping: 1 }).then(() => 'answered', (error) => `${error.name} ${error.code}, MongoNetworkError: ${error instanceof MongoNetworkError}`);
const said = [`at first: ${await ping()}`];
for (const when of ['end', 'close']) {
  const [served] = asked;
  const socket = sockets.find(({ localPort }) => localPort === served.remotePort);
  asked.clear();
  const outcome = once(socket, when).then(ping);
  served.end();
  said.push(`when the socket said '${when}': ${await outcome}`);
  await ping();
}
console.log(said.join('\n'));
process.exit(0);
JS

expected="at first: answered
when the socket said 'end': Error EPIPE, MongoNetworkError: false
when the socket said 'close': answered"

for package in mongodb mongodb-6; do
  seen=$(node ask.mjs "$package")
  printf '%s %s\n%s\n' "$package" "$(node -p "require('./node_modules/$package/package.json').version")" "$seen"
  [ "$seen" = "$expected" ] || { echo 'not as it was' >&2; exit 1; }
done
