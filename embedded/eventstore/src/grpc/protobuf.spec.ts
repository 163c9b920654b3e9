import { describe, expect, it } from '@jest/globals';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import { ProtobufMessage } from './protobuf.js';

describe('ProtobufMessage', () => {
  const { RecordedEvent } = streams.ReadResp.ReadEvent;

  it.each([0, 1, 127, 128, 300, 2 ** 32, 2 ** 40 + 1, Number.MAX_SAFE_INTEGER, 2n ** 63n - 1n])(
    'writes %s as the generated code reads it',
    (value) => {
      const bytes = new ProtobufMessage().uint64(3, value).finish();
      expect(RecordedEvent.deserializeBinary(bytes).getStreamRevision()).toBe(String(value));
    },
  );

  it.each([0, 1, 127, 128, 70_000])('writes %s bytes as the generated code reads them', (length) => {
    const data = Buffer.alloc(length, 7);
    const bytes = new ProtobufMessage().bytes(8, data).finish();
    expect(Buffer.from(RecordedEvent.deserializeBinary(bytes).getData_asU8()).equals(data)).toBe(true);
  });
});
