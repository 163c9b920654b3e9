import { cartStream, upcast } from '@doremi/domain';
import { isRefusal } from '@doremi/event-sourcing';
import { eventually, newEvent } from '@doremi/event-sourcing/testing';
import { withEventStore } from '@doremi/event-store/testing';
import { expect, test } from '@jest/globals';
import { aggregatesOn } from '../aggregates.js';
import { add, create, hold, ids } from '../cart/testing/cart.samples.js';
import type { SnapshotOutcome } from './snapshots.js';
import { keyed, once } from './testing/counter.js';

const engine = withEventStore(upcast);
const EVERY = 8;

/** The carts of a process with nothing in its cache, and what became of what it stores. */
const process = () => {
  const outcomes: SnapshotOutcome[] = [];
  const snapshots = {
    store: engine.store,
    every: EVERY,
    observe: (outcome: SnapshotOutcome) => outcomes.push(outcome),
  };
  return { carts: aggregatesOn(engine.store, undefined, undefined, snapshots).carts, outcomes };
};
/** The cart as its events alone tell. */
const truth = async (stream: string) => (await aggregatesOn(engine.store).carts.load(stream)).state;

test('several processes at one cart, held adds of the oldest shape in it: all come to what the events tell', async () => {
  const stream = cartStream(1);
  const { seen: _, by: __, type: ___, ...held } = hold;
  const oldest = newEvent({ type: 'MenuAddHeld', data: { ...ids, ...held, holdId: 1 } }, { schemaVersion: 1 });
  await engine.store.append(stream, -1, [newEvent({ type: 'CartCreated', data: ids }), oldest]);
  const processes = [process(), process(), process()];
  const all = Array.from({ length: 30 }, (_, number) => {
    const { carts } = processes[number % 3] ?? process();
    return carts.handle(stream, { ...add, quantity: 1 }, keyed(`add-${number}`));
  });
  for (const outcome of await Promise.all(all)) expect(isRefusal(outcome)).toBe(false);
  await eventually(async () => (await engine.store.snapshotOf(stream)) !== null);

  const late = process();
  expect((await late.carts.load(stream)).state).toEqual(await truth(stream));
  expect(late.outcomes[0]).toBe('used');
  // Each of the thirty is known to whoever comes later, and is not done again.
  for (let number = 0; number < 30; number++)
    await process().carts.handle(stream, { ...add, quantity: 1 }, keyed(`add-${number}`));
  expect(await engine.store.read(stream)).toHaveLength(32);
});

test('what is kept of a stream that was put back, or of another one, is not gone by', async () => {
  const [stream, other] = [cartStream(2), cartStream(3)];
  for (const [name, times] of [[stream, 20] as const, [other, 10] as const]) {
    const { carts } = process();
    await carts.handle(name, create, once(), true);
    for (let time = 1; time < times; time++) await carts.handle(name, { ...add, quantity: 1 }, once());
  }
  await eventually(async () => (await engine.store.snapshotOf(other)) !== null);
  await engine.store.keepSnapshot(stream, (await engine.store.snapshotOf(other)) as object);
  const late = process();
  expect((await late.carts.load(stream)).state).toEqual(await truth(stream));
  expect(late.outcomes[0]).toBe('ignored');
  await eventually(() => late.outcomes.includes('kept'));
  expect((await process().carts.load(stream)).state).toEqual(await truth(stream));
});
