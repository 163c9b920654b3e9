import { once } from 'node:events';
import { StreamsService } from '@doremi/embedded-eventstore';
import { Client, credentials, Server, ServerCredentials, type ServerWritableStream } from '@grpc/grpc-js';

/**
 * The least that reading a log over gRPC can be: the messages lie encoded in memory and are written one after the other.
 * They are those of the event store, which is asked when the first client asks.
 */
const asIs = (bytes: Buffer): Buffer => bytes;
const address = /^esdb:\/\/([^?/]+)/.exec(process.env.EVENTSTORE_URL ?? '')?.[1] ?? '';
const eventStore = new Client(address, credentials.createInsecure());

const messagesOf = async (request: Buffer): Promise<Buffer[]> => {
  const call = eventStore.makeServerStreamRequest(StreamsService.read.path, asIs, asIs, request);
  const messages: Buffer[] = [];
  for await (const message of call) messages.push(message as Buffer);
  return messages;
};

let known: Promise<Buffer[]> | null = null;
const read = async (call: ServerWritableStream<Buffer, Buffer>): Promise<void> => {
  for (const message of await (known ??= messagesOf(call.request))) if (!call.write(message)) await once(call, 'drain');
  call.end();
};

const server = new Server();
const definition = {
  read: { ...StreamsService.read, requestDeserialize: asIs, responseSerialize: asIs },
};
server.addService(definition, {
  read: (call: ServerWritableStream<Buffer, Buffer>) => void read(call).catch((error: Error) => call.destroy(error)),
});
server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  console.log(`listening 127.0.0.1:${port}`);
});
for (const event of ['SIGTERM', 'disconnect']) process.on(event, () => process.exit(0));
