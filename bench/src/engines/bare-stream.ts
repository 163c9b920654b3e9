import { Server, ServerCredentials, type ServerWritableStream } from '@grpc/grpc-js';
import { READ, readEncoded } from './encoded-reads.js';

/**
 * The least that a read can be: messages that are encoded already, from memory, over gRPC. They are those of the event store at
 * the URL that is given, so both streams are the same.
 */
const messages: Buffer[] = [];
await readEncoded(process.argv[2] ?? '', (message) => messages.push(message));

const send = (call: ServerWritableStream<Buffer, Buffer>): void => {
  let next = 0;
  const more = (): void => {
    while (next < messages.length) {
      if (!call.write(messages[next++]!)) return void call.once('drain', more);
    }
    call.end();
  };
  more();
};

const asIs = (bytes: Buffer): Buffer => bytes;
const bytes = { requestSerialize: asIs, requestDeserialize: asIs, responseSerialize: asIs, responseDeserialize: asIs };
const server = new Server();
server.addService({ read: { path: READ, requestStream: false, responseStream: true, ...bytes } }, { read: send });
server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  console.log(`listening 127.0.0.1:${port}`);
});
for (const event of ['SIGTERM', 'disconnect']) process.on(event, () => process.exit(0));
