import { setImmediate } from 'node:timers/promises';
import { createConnection, createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { ownMongo } from '@doremi/embedded-mongo/testing';
import { afterEach, describe, expect, test } from '@jest/globals';
import { EngineUnavailable, InactivityTimeout } from '@doremi/event-sourcing';
import { connectMongo, reaching, reachingWith, type Mongo } from './mongo.js';
import { startMongoInMemory } from './testing/mongo-in-memory.js';

const open: Mongo[] = [];
const connect = (port: number): Mongo => {
  const url = `mongodb://127.0.0.1:${port}`;
  const mongo = connectMongo(`${url}/doremi`, { adminUrl: `${url}/doremi_admin` });
  open.push(mongo);
  return mongo;
};

/** A port that nobody listens on. */
const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
};

afterEach(async () => {
  await Promise.all(open.splice(0).map((mongo) => mongo.close()));
});

describe('the connection to MongoDB', () => {
  test('says within seconds that nothing is there', async () => {
    const mongo = connect(await freePort());
    const begun = performance.now();
    await expect(mongo.ping()).rejects.toThrow(EngineUnavailable);
    expect(performance.now() - begun).toBeLessThan(4_000);
  });

  test('is there once MongoDB is, also where nothing was there at the first call', async () => {
    const port = await freePort();
    const mongo = connect(port);
    await expect(mongo.ping()).rejects.toThrow(EngineUnavailable);
    const server = await ownMongo({ port, dataDir: null });
    const isThere = () =>
      mongo.ping().then(
        () => true,
        () => false,
      );
    while (!(await isThere())) await setImmediate();
    await mongo.close();
    await server.stop();
  });

  test('gives up a call that the driver never settles, and no other', async () => {
    const impatiently = reachingWith(new InactivityTimeout({ silence: 50, call: 50, lookEvery: 5 }));
    await expect(impatiently(() => new Promise(() => undefined))).rejects.toThrow(EngineUnavailable);
    await expect(impatiently(() => Promise.resolve(1))).resolves.toBe(1);
  });

  test.each([
    ['the same server', 'mongodb://h:1/doremi', 'mongodb://h:1/doremi_admin', true],
    ['another server', 'mongodb://h:1/doremi', 'mongodb://h:2/doremi_admin', false],
    ['other options', 'mongodb://h:1/doremi', 'mongodb://h:1/doremi_admin?tls=true', false],
    ['a password that the database knows', 'mongodb://u:p@h:1/doremi', 'mongodb://u:p@h:1/doremi_admin', false],
    [
      'a password that one database knows for all',
      'mongodb://u:p@h:1/doremi?authSource=admin',
      'mongodb://u:p@h:1/doremi_admin?authSource=admin',
      true,
    ],
  ])('on %s: %s and %s share a client: %s', (_, url, adminUrl, isShared) => {
    const mongo = connectMongo(url, { adminUrl });
    open.push(mongo);
    expect(mongo.database('main').client === mongo.database('admin').client).toBe(isShared);
  });

  test('has two databases', async () => {
    const engine = await startMongoInMemory();
    await engine.mongo.ping();
    expect(engine.mongo.database('main').databaseName).toBe(engine.databases.main);
    expect(engine.mongo.database('admin').databaseName).toBe(engine.databases.admin);
    await engine.stop();
  });

  test('is away for a command that is written when its connection has ended and is not closed yet', async () => {
    const server = createServer((socket) => void socket.end()).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const socket = createConnection((server.address() as AddressInfo).port, '127.0.0.1').resume();
    await once(socket, 'end');
    // As the driver waits for what it has written to be on its way.
    const write = async () => {
      socket.write('command');
      await once(socket, 'drain');
    };
    const away = reaching(write);
    await expect(away).rejects.toThrow(EngineUnavailable);
    await expect(away).rejects.toMatchObject({ cause: { code: 'EPIPE' } });
    server.close();
  });

  test('tells an engine that went away from a call that was wrong', async () => {
    const server = await ownMongo({ port: 0, dataDir: null });
    const mongo = connect(server.port);
    const unique = mongo.database('main').collection<{ _id: string }>('unique');
    await unique.insertOne({ _id: 'a' });
    await expect(reaching(() => unique.insertOne({ _id: 'a' }))).rejects.toMatchObject({ code: 11_000 });
    const other = connect(server.port);
    await other.ping();
    const writes = [{ insertOne: { document: {} } }];
    const bulkWrite = () => reaching(() => other.database('main').collection('any').bulkWrite(writes));
    await bulkWrite();
    await mongo.close();
    await server.stop();
    await expect(bulkWrite()).rejects.toThrow(EngineUnavailable);
    await expect(other.ping()).rejects.toThrow(EngineUnavailable);
    await other.close();
    await expect(bulkWrite()).rejects.toThrow(EngineUnavailable);
  });
});
