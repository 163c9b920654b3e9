import { MessageBatch, serializeBatch } from '@doremi/embedded-eventstore';
import { Server, ServerCredentials, type ServerWritableStream } from '@grpc/grpc-js';
import { READ, readEncoded } from './encoded-reads.js';

/**
 * The least that reading a log over gRPC can be: messages that lie in memory, encoded and in batches already, are written one
 * batch after the other. They are those of the event store that EVENTSTORE_URL names, so both streams are the same.
 */
const BATCH_BYTES = 32 * 1024;
const batches: MessageBatch[] = [new MessageBatch()];
await readEncoded(process.env.EVENTSTORE_URL ?? '', (message) => {
  if (batches.at(-1)!.bytes >= BATCH_BYTES) batches.push(new MessageBatch());
  batches.at(-1)!.add(message);
});

const send = (call: ServerWritableStream<Buffer, MessageBatch>): void => {
  let next = 0;
  const more = (): void => {
    while (next < batches.length) {
      if (!call.write(batches[next++]!)) return void call.once('drain', more);
    }
    call.end();
  };
  more();
};

const asIs = (bytes: Buffer): Buffer => bytes;
const read = {
  path: READ,
  requestStream: false,
  responseStream: true,
  requestSerialize: asIs,
  requestDeserialize: asIs,
};
const server = new Server();
server.addService({ read: { ...read, responseSerialize: serializeBatch, responseDeserialize: asIs } }, { read: send });
server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  console.log(`listening 127.0.0.1:${port}`);
});
for (const event of ['SIGTERM', 'disconnect']) process.on(event, () => process.exit(0));
