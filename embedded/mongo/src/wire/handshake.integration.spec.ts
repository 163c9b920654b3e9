import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import { deserialize, serialize } from 'bson';
import { MongoClient } from 'mongodb';
import { codeOf, withMongo } from '../testing/with-mongo.js';

const mongo = withMongo();

/** A message as bytes: header, then the body. */
function message(opcode: number, body: Buffer): Buffer {
  const header = Buffer.alloc(16);
  header.writeInt32LE(16 + body.length, 0);
  header.writeInt32LE(7, 4);
  header.writeInt32LE(opcode, 12);
  return Buffer.concat([header, body]);
}

const opMsg = (command: object): Buffer => message(2013, Buffer.concat([Buffer.alloc(5), serialize(command)]));

/** A bare connection to where the driver connects to. */
function dial(): Socket {
  const { hostname, port } = new URL(mongo.url);
  return connect(Number(port || 27_017), hostname);
}

/** Sends bytes in pieces and gives the first answer. */
async function exchange(pieces: Buffer[]): Promise<Buffer> {
  const socket = dial();
  await once(socket, 'connect');
  socket.setNoDelay(true);
  for (const piece of pieces) await new Promise((sent) => socket.write(piece, sent));
  const [answer] = (await once(socket, 'data')) as [Buffer];
  socket.destroy();
  return answer;
}

describe('hello', () => {
  it('is a standalone server that drivers poll', async () => {
    const hello = await mongo.database().command({ hello: 1 });
    expect(hello).toMatchObject({ isWritablePrimary: true, maxWireVersion: 21, maxBsonObjectSize: 16_777_216, ok: 1 });
    for (const field of ['setName', 'msg', 'topologyVersion']) expect(hello).not.toHaveProperty(field);
  });

  it('answers the OP_QUERY that a driver starts with', async () => {
    const body = Buffer.concat([
      Buffer.alloc(4),
      Buffer.from('admin.$cmd\0'),
      Buffer.alloc(8),
      serialize({ ismaster: 1, helloOk: true }),
    ]);
    const answer = await exchange([message(2004, body)]);
    expect(answer.readInt32LE(12)).toBe(1);
    expect(deserialize(answer.subarray(36))).toMatchObject({ ismaster: true, helloOk: true, ok: 1 });
  });

  it('is understood by a driver that asks for the Stable API', async () => {
    const client = await MongoClient.connect(mongo.url, { serverApi: '1' });
    expect(await client.db('admin').command({ ping: 1 })).toEqual({ ok: 1 });
    await client.close();
  });
});

describe('messages', () => {
  it('may come in any pieces', async () => {
    const bytes = opMsg({ ping: 1, $db: 'admin' });
    const answer = await exchange([...bytes].map((byte) => Buffer.from([byte])));
    expect(answer.readInt32LE(8)).toBe(7);
    expect(deserialize(answer.subarray(21))).toEqual({ ok: 1 });
  });

  it('may come with a checksum', async () => {
    const plain = opMsg({ ping: 1, $db: 'admin' });
    const bytes = Buffer.concat([plain, Buffer.alloc(4)]);
    bytes.writeInt32LE(bytes.length, 0);
    bytes.writeUInt32LE(1, 16);
    expect(deserialize((await exchange([bytes])).subarray(21))).toEqual({ ok: 1 });
  });

  it.each([
    ['a length that no message has', Buffer.from([1, 0, 0, 0, 0, 0, 0, 0])],
    ['an opcode that nobody knows', message(4711, Buffer.alloc(5))],
    ['a body that is no BSON', message(2013, Buffer.from([0, 0, 0, 0, 0, 9, 0, 0, 0, 99, 97, 0, 1, 0]))],
  ])('with %s end the connection, not the server', async (_, bytes) => {
    const socket = dial();
    socket.end(bytes);
    socket.resume();
    await once(socket, 'close');
    expect(await mongo.database().command({ ping: 1 })).toEqual({ ok: 1 });
  });

  it('larger than one document are taken in one go', async () => {
    const collection = await mongo.collection();
    const documents = Array.from({ length: 40 }, (_, _id) => ({ _id, text: 'x'.repeat(1_000_000) }));
    expect((await collection.insertMany(documents as never)).insertedCount).toBe(40);
    expect(await collection.find().toArray()).toHaveLength(40);
  });

  it('of an unacknowledged write get no answer, and the write happens', async () => {
    const collection = await mongo.collection();
    const result = await collection.insertOne({ a: 1 }, { writeConcern: { w: 0 } });
    expect(result.acknowledged).toBe(false);
    while ((await collection.countDocuments()) === 0);
    expect(await collection.countDocuments()).toBe(1);
  });
});

describe('what a standalone server refuses', () => {
  it.each([
    ['an unknown command', { nonsense: 1 }, 59],
    ['an unknown field of a command', { ping: 1, nonsense: 1 }, 40415],
    ['a transaction number', { ping: 1, txnNumber: 1 }, 20],
    ['what the stand-in leaves out', { create: 'c', capped: true, size: 1000 }, 238],
  ])('%s', async (_, command, code) => {
    expect(await codeOf(mongo.database().command(command))).toBe(code);
  });

  it('a transaction', async () => {
    const collection = await mongo.collection();
    const insert = mongo.client.withSession((session) =>
      session.withTransaction(() => collection.insertOne({}, { session })),
    );
    await expect(insert).rejects.toThrow(/does not support retryable writes/);
    expect(await collection.countDocuments()).toBe(0);
  });

  it('a change stream', async () => {
    const stream = (await mongo.collection()).watch();
    expect(await codeOf(stream.next())).toBe(40573);
    await stream.close();
  });
});

describe('the server tells about itself', () => {
  it.each(['buildInfo', 'serverStatus', 'connectionStatus', 'ping'])('%s', async (name) => {
    expect(await mongo.database().command({ [name]: 1 })).toMatchObject({ ok: 1 });
  });
});
