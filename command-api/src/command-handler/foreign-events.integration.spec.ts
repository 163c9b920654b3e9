import { randomUUID } from 'node:crypto';
import { upcast, menuStream, NewerEventVersion, PLAIN_CARD, storeStream } from '@doremi/domain';
import { type EventMetadata, isRefusal } from '@doremi/event-sourcing';
import { withEventStore } from '@doremi/event-store/testing';
import { newEvent } from '@doremi/event-sourcing/testing';
import { expect, test } from '@jest/globals';
import { aggregatesOn } from '../aggregates.js';
import { latestOfferFor } from '../menu/menu.decider.js';
import { once } from './testing/counter.js';

const engine = withEventStore(upcast);
let lastStoreId = 2_100;

const NOW = '2026-01-31T09:00:00.000Z';
const register = (storeId: number) =>
  ({ type: 'RegisterStore', storeId, storeName: 'a store', address: '', timezone: 'UTC' }) as const;
const pause = { type: 'SetStoreStatus', status: 'PAUSED', until: null, now: NOW } as const;

/** A store that is registered, by a process of ours that has it in its cache. */
const registered = async () => {
  const storeId = ++lastStoreId;
  const { stores } = aggregatesOn(engine.store);
  await stores.handle(storeStream(storeId), register(storeId), once());
  return { storeId, stream: storeStream(storeId), stores };
};

/** What a program writes that knows nothing of us: our metadata is not there, or not all of it is ours. */
const write = async (stream: string, type: string, metadata: object) => {
  const { revision } = (await engine.store.read(stream)).at(-1) ?? { revision: -1 };
  const event = { id: randomUUID(), event: { type, data: {} }, metadata: metadata as EventMetadata };
  await engine.store.append(stream, revision, [event]);
};
const ours = (more: object = {}) => ({ ...newEvent({ type: 'x', data: {} }).metadata, ...more });
const typesIn = async (stream: string) => (await engine.store.read(stream)).map(({ type }) => type);

test.each([
  ['a process that has the stream in its cache', false],
  ['a process that has not', true],
])('what another tool wrote at the end of a stream counts for the revision alone: %s', async (_, isFresh) => {
  const { stream, stores } = await registered();
  await write(stream, 'TheirNote', { theirs: true });
  const process = isFresh ? aggregatesOn(engine.store).stores : stores;
  const paused = await process.handle(stream, pause, once());
  expect(isRefusal(paused) ? paused : paused.state.status).toBe('PAUSED');
  expect(await typesIn(stream)).toEqual(['StoreRegistered', 'StoreStatusChanged']);
  // Once more, now that it stands in between.
  const open = { ...pause, status: 'OPEN' } as const;
  expect(await process.handle(stream, open, once())).toMatchObject({ state: { status: 'OPEN' } });
});

test('a stream that another tool began can be used', async () => {
  const storeId = ++lastStoreId;
  await write(storeStream(storeId), 'TheirNote', {});
  const { stores } = aggregatesOn(engine.store);
  expect(await stores.handle(storeStream(storeId), register(storeId), once())).toMatchObject({ state: { storeId } });
});

test('on what was seen before another tool wrote, a command is done all the same; after one of ours it is not', async () => {
  const { stream, stores } = await registered();
  const seen = await stores.load(stream);
  await write(stream, 'TheirNote', {});
  expect(await stores.handleUnchanged(stream, seen, pause, once())).toMatchObject({ state: { status: 'PAUSED' } });
  const closed = { ...pause, status: 'CLOSED' } as const;
  expect(await stores.handleUnchanged(stream, seen, closed, once())).toMatchObject({ refused: 'CHANGED_MEANWHILE' });
});

test('a type that is not known is passed over, and counted', async () => {
  const { stream, storeId } = await registered();
  await write(stream, 'StorePainted', ours());
  const passedOver: string[] = [];
  const { stores } = aggregatesOn(engine.store, undefined, ({ type }) => void passedOver.push(type));
  expect(await stores.load(stream)).toMatchObject({ state: { storeId, status: 'OPEN' }, revision: 1 });
  expect(passedOver).toEqual(['StorePainted']);
  expect(await stores.handle(stream, pause, once())).toMatchObject({ state: { status: 'PAUSED' } });
});

test('a menu loses nothing by one, and offers by the numbers that its events have', async () => {
  const menuId = 77;
  const { menus } = aggregatesOn(engine.store);
  const stream = menuStream(menuId);
  const card = { menuName: 'pizza3', menuType: 'pizza', description: '', price: 15_000, ...PLAIN_CARD };
  await menus.handle(stream, { type: 'RegisterMenu', menuId, audience: 'all', ...card }, once());
  await write(stream, 'MenuPainted', ours());
  const process = aggregatesOn(engine.store).menus;
  expect(await process.load(stream)).toMatchObject({ state: { status: 'ACTIVE', menuId, revision: 1 } });
  await process.handle(stream, { type: 'OfferMenu', storeIds: [2_002] }, once());
  const { state } = await aggregatesOn(engine.store).menus.load(stream);
  expect((await engine.store.read(stream)).at(-1)).toMatchObject({ type: 'MenuOffered', revision: 3 });
  expect(latestOfferFor(state, 2_002)).toMatchObject({ offer: 3 });
});

test('a newer version of a type is refused by name: a state that leaves it out would decide wrongly', async () => {
  const { stream } = await registered();
  await write(stream, 'StoreStatusChanged', ours({ schemaVersion: 9 }));
  const { stores } = aggregatesOn(engine.store);
  const refused = stores.handle(stream, pause, once());
  await expect(refused).rejects.toThrow(NewerEventVersion);
  await expect(refused).rejects.toThrow('a StoreStatusChanged has version 9, and this release knows version 1');
});

test.each<[string, object]>([
  ['no time', { occurredAt: undefined }],
  ['a time that is none', { occurredAt: 'yesterday' }],
  ['a number for a time', { occurredAt: 7 }],
  ['an actor that is none', { actor: 'somebody' }],
  ['no correlation', { $correlationId: undefined, $causationId: 7 }],
  ['a trace that is none', { traceparent: { a: 1 }, requestHash: 7 }],
])('an event with %s reads as one of ours, with what the event store knows in its place', async (_, more) => {
  const { stream } = await registered();
  await write(stream, 'StoreStatusChanged', { ...ours(), ...more });
  const [, event] = await engine.store.read(stream);
  expect(event?.metadata).toMatchObject({
    occurredAt: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T/),
    actor: { roles: expect.any(Array) },
    $correlationId: expect.any(String),
    $causationId: expect.any(String),
  });
  expect(Number.isNaN(Date.parse(String(event?.metadata.occurredAt)))).toBe(false);
  expect(['string', 'undefined']).toContain(typeof event?.metadata.traceparent);
  expect(['string', 'undefined']).toContain(typeof event?.metadata.requestHash);
});
