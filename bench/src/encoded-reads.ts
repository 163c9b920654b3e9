import streams from '@eventstore/db-client/generated/streams_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import { Client, credentials, type ClientReadableStream } from '@grpc/grpc-js';

/** The method of the protocol that reads. */
export const READ = '/event_store.client.streams.Streams/Read';

const MOST = '2147483647';

/** A request for all there is in `$all`, from the start. */
const everything = (): Buffer => {
  const { Options } = streams.ReadReq;
  const all = new Options.AllOptions();
  all.setStart(new shared.Empty());
  const uuids = new Options.UUIDOption();
  uuids.setString(new shared.Empty());
  const options = new Options();
  options.setAll(all);
  options.setCount(MOST);
  options.setNoFilter(new shared.Empty());
  options.setUuidOption(uuids);
  const request = new streams.ReadReq();
  request.setOptions(options);
  return Buffer.from(request.serializeBinary());
};

/** Reads `$all` and hands over the messages as they come, not decoded; resolves with their number. */
export const readEncoded = async (url: string, take: (message: Buffer) => void): Promise<number> => {
  const client = new Client(new URL(url).host, credentials.createInsecure());
  const asIs = (bytes: Buffer): Buffer => bytes;
  const call: ClientReadableStream<Buffer> = client.makeServerStreamRequest(READ, asIs, asIs, everything());
  let count = 0;
  for await (const message of call) {
    take(message as Buffer);
    count++;
  }
  client.close();
  return count;
};
