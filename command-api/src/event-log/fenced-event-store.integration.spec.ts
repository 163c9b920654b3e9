import {
  type Delivery,
  EngineUnavailable,
  type EventStore,
  EventStoreMismatch,
  type SnapshotStore,
} from '@doremi/event-sourcing';
import { eventually, happened, newEvent } from '@doremi/event-sourcing/testing';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { MemoryEventStore } from '../testing/memory-event-store.js';
import { fenced, fencedSnapshots } from './fenced-event-store.js';

/** Why nothing may be done; null while everything may. */
let held: Error | null;
let memory: MemoryEventStore;
let store: EventStore;
let snapshots: SnapshotStore;
let stopping: AbortController;
beforeEach(() => {
  held = null;
  memory = new MemoryEventStore();
  const log = { mayGoOn: () => (held ? Promise.reject(held) : Promise.resolve()) };
  store = fenced(memory, log);
  snapshots = fencedSnapshots(memory, log);
  stopping = new AbortController();
});
afterEach(() => stopping.abort());

const event = newEvent({ type: 'Made', data: {} });

test('what may be done is done', async () => {
  await store.append('a', -1, [event]);
  expect(await store.read('a')).toMatchObject([{ id: event.id }]);
  await snapshots.keepSnapshot('a', { count: 1 });
  expect(await snapshots.snapshotOf('a')).toEqual({ count: 1 });
  expect(await snapshots.newest('a', 2)).toMatchObject({ events: [{ id: event.id }], isAll: true });
});

test.each([new EventStoreMismatch('another log'), new EngineUnavailable('not known')])(
  'nothing is written and nothing decided while it may not: %s',
  async (why) => {
    held = why;
    await expect(store.append('a', -1, [event])).rejects.toBe(why);
    await expect(store.read('a')).rejects.toBe(why);
    await expect(snapshots.keepSnapshot('a', {})).rejects.toBe(why);
    await expect(snapshots.snapshotOf('a')).rejects.toBe(why);
    await expect(snapshots.newest('a', 1)).rejects.toBe(why);
    expect([memory.log, memory.snapshots.size]).toEqual([[], 0]);
  },
);

describe('a delivery', () => {
  const answers: string[] = [];
  const given: string[] = [];
  beforeEach(() => {
    answers.length = 0;
    given.length = 0;
  });

  /** Takes what is delivered, as policies do, and does this with each. */
  const taking = async (act: (delivery: Delivery) => Promise<void>): Promise<void> => {
    for await (const delivery of store.consume('group', ['Made'], stopping.signal)) {
      given.push(delivery.event.id);
      await act(delivery);
    }
  };

  const delivering = (...ids: readonly string[]): void => {
    memory.consume = async function* (): AsyncGenerator<Delivery> {
      for (const id of ids)
        yield {
          event: { ...happened({ type: 'Made', data: {} }), id },
          ack: () => Promise.resolve(void answers.push(`ack ${id}`)),
          park: (reason) => Promise.resolve(void answers.push(`park ${id} ${reason}`)),
        };
      await Promise.resolve();
    } as never;
  };

  test('comes, and is acknowledged or parked', async () => {
    delivering('1', '2');
    await taking(({ event: { id }, ack, park }) => (id === '1' ? ack() : park('broken')));
    expect(answers).toEqual(['ack 1', 'park 2 broken']);
  });

  test('is not handed out before it may be', async () => {
    delivering('1');
    held = new EventStoreMismatch('another log');
    const taken = taking(({ ack }) => ack());
    await new Promise(setImmediate);
    expect(given).toEqual([]);
    held = null;
    await taken;
    expect(answers).toEqual(['ack 1']);
  });

  test('that is in hand is neither acknowledged nor parked, and no other is handed out', async () => {
    delivering('1', '2');
    const outcomes: unknown[] = [];
    const note = (error: unknown) => void outcomes.push(error);
    const taken = taking(async ({ event: { id }, ack, park }) => {
      if (id === '2') return ack();
      held = new EventStoreMismatch('another log');
      await ack().catch(note);
      await park('broken').catch(note);
    });
    await eventually(() => outcomes.length === 2);
    expect(outcomes).toEqual([held, held]);
    expect([given, answers]).toEqual([['1'], []]);
    held = null;
    await taken;
    expect([given, answers]).toEqual([['1', '2'], ['ack 2']]);
  });

  test('is not waited for by a process that stops', async () => {
    delivering('1');
    held = new EventStoreMismatch('another log');
    const taken = taking(({ ack }) => ack());
    stopping.abort();
    await taken;
    expect(answers).toEqual([]);
  });

  test('is no reason to hide a fault', async () => {
    delivering('1');
    held = new TypeError('a fault of ours');
    await expect(taking(({ ack }) => ack())).rejects.toBe(held);
  });
});
