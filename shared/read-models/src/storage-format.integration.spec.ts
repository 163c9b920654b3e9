import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { BEGINNING, changesMessage, positionOf, readChanges } from '@doremi/event-sourcing';
import { readModelStore, type ReadModelStore } from './read-model-store.js';
import { startMongoInMemory, type MongoInMemory } from './testing/mongo-in-memory.js';

const BUILD = 'shown_v1_b1';
const AT = positionOf(1n, 1n);

let engine: MongoInMemory;
let store: ReadModelStore;

beforeAll(async () => {
  engine = await startMongoInMemory();
  store = readModelStore(engine.mongo);
  await store.builds.ensure({ name: 'shown', version: 1, database: 'main' }, 2);
  await store.partitions.prepare({ id: BUILD, partitions: 2 });
  const what = { key: 'k', type: 'T', stream: 's', error: 'e', parkedAt: new Date(0), retry: false };
  const document = { status: 'READY', lines: [{ quantity: 2 }], note: undefined };
  await store.documentsOf({ id: BUILD, database: 'main' }).write([{ key: 'k', document, position: AT, was: null }]);
  await store.parkedEvents.park([{ ...what, build: BUILD, partition: 1, after: BEGINNING, position: AT }]);
});
afterAll(() => engine.stop());

const only = (collection: string, _id: string) =>
  engine.mongo.database('main').collection<{ readonly _id: string }>(collection).findOne({ _id });

/** What older and newer releases find in MongoDB and Redis, whatever it is called in the code. */
test.each<[string, string, object]>([
  ['lanes', `${BUILD}/1`, { build: BUILD, lane: 1, position: BEGINNING, owner: null, epoch: 0, parked: [] }],
  ['parkedEvents', `${BUILD}/k`, { build: BUILD, lane: 1, key: 'k', after: BEGINNING, position: AT, epoch: 0 }],
  ['models', 'shown_v1', { name: 'shown', live: 1, builds: { 1: expect.objectContaining({ lanes: 2 }) } }],
])('%s: %s', async (collection, id, stored) => {
  expect(await only(collection, id)).toMatchObject(stored);
});

test('a document has its position and a hash beside its fields, and nothing else', async () => {
  // printf %s '{"status":"READY","lines":[{"quantity":2}]}' | openssl dgst -sha256 -binary | base64
  const hash = `${AT.slice(8, 16)}0sVcXeYezpBYNla0IffsTV`;
  const fields = { status: 'READY', lines: [{ quantity: 2 }] };
  expect(await only(BUILD, 'k')).toEqual({ _id: 'k', ...fields, _position: AT, _hash: hash });
});

test('a partition, a build and a parked event have no field beside those', async () => {
  expect(await only('lanes', `${BUILD}/1`)).not.toHaveProperty('number');
  expect(await only('parkedEvents', `${BUILD}/k`)).not.toHaveProperty('partition');
  expect(await only('models', 'shown_v1')).not.toHaveProperty(['builds', '1', 'partitions']);
});

test('a change is announced with its lanes, and read as partitions', () => {
  const change = { build: BUILD, partitions: [1], position: AT, keys: ['k'] };
  const message = changesMessage([change]);
  expect(JSON.parse(message)).toEqual([{ build: BUILD, lanes: [1], position: AT, keys: ['k'] }]);
  expect(readChanges(message)).toEqual([change]);
});
