import { describe, expect, it } from '@jest/globals';
import { MessageBatch, serializeBatch } from './message-batch.js';
import { ProtobufMessage } from './protobuf.js';

/** What the library makes of a serialized message: room for one frame with it, its header, and a copy behind that. */
const sentOf = (message: Buffer): Buffer => {
  const sent = Buffer.alloc(message.byteLength + 5, 0xff);
  sent.writeUInt8(0, 0);
  sent.writeUInt32BE(message.byteLength, 1);
  message.copy(sent, 5);
  return sent;
};

describe('MessageBatch', () => {
  it.each([[[3]], [[0, 1, 127]], [[70_000, 2]]])(
    'sends messages of %j bytes, each in a frame of its own',
    (lengths) => {
      const messages = lengths.map((length, index) => Buffer.alloc(length, index + 1));
      const batch = new MessageBatch();
      for (const message of messages) batch.add(message);
      expect(sentOf(serializeBatch(batch))).toEqual(Buffer.concat(messages.map(sentOf)));
    },
  );

  it('lets a message write itself where it goes', () => {
    const message = new ProtobufMessage().bytes(1, new ProtobufMessage().text(2, 'pizza').uint64(3, 300));
    const batch = new MessageBatch();
    batch.add(message);
    batch.add(message);
    const frame = sentOf(message.finish());
    expect(sentOf(serializeBatch(batch))).toEqual(Buffer.concat([frame, frame]));
  });
});
