import { hash } from 'node:crypto';
import { EngineUnavailable, isRefusal, type SnapshotStore } from '@doremi/event-sourcing';
import { happened, newEvent } from '@doremi/event-sourcing/testing';
import { storeStream } from '@doremi/domain';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { aggregatesOn } from '../aggregates.js';
import { MemoryEventStore } from '../testing/memory-event-store.js';
import { CommandHandler, type Outcome } from './command-handler.js';
import { Snapshots, type SnapshotOutcome } from './snapshots.js';
import { counted } from './testing/around.js';
import { counter, keyed, once } from './testing/counter.js';

const STREAM = 'counter-1';
const EVERY = 3;
/** A count whose states are kept. */
const decider = { ...counter, foldVersion: 1 };
const add = (by: number) => ({ type: 'Add', by }) as const;

let store: MemoryEventStore;
let seen: SnapshotOutcome[];
beforeEach(() => {
  store = new MemoryEventStore();
  seen = [];
});

/** A process with nothing in its cache. */
const process = (beside: SnapshotStore = store, fold = decider) => {
  const { store: counting, calls } = counted(store);
  const snapshots = new Snapshots({ store: beside, every: EVERY, observe: (outcome) => seen.push(outcome) });
  return { counts: new CommandHandler(counting, fold, undefined, undefined, snapshots), calls };
};
const countOf = (outcome: Outcome<number>): number => {
  if (isRefusal(outcome)) throw new Error(outcome.refused);
  return outcome.state;
};
/** Commands of a process of their own: 1, then 2 more, and so on. */
const given = async (events: number, beside: SnapshotStore = store, stream = STREAM) => {
  const { counts } = process(beside);
  for (let by = 1; by <= events; by++) await counts.handle(stream, add(by), keyed(`${stream} key-${by}`));
  await new Promise(setImmediate);
  seen.length = 0;
};
const kept = () => JSON.parse(store.snapshots.get(STREAM) ?? 'null') as { revision: number; state: number } | null;
/** The store with some of what is kept beside the streams done otherwise. */
const butWith = (other: Partial<SnapshotStore>): SnapshotStore => ({
  newest: (...args) => store.newest(...args),
  snapshotOf: (stream) => store.snapshotOf(stream),
  keepSnapshot: (...args) => store.keepSnapshot(...args),
  ...other,
});

test('a state is kept after so many events, and after so many more', async () => {
  const { counts } = process();
  const revisions: unknown[] = [];
  for (let by = 1; by <= 7; by++) {
    await counts.handle(STREAM, add(by), once());
    revisions.push(kept()?.revision);
  }
  expect(revisions).toEqual([undefined, undefined, 2, 2, 2, 5, 5]);
  expect(kept()).toMatchObject({ state: 21 });
});

test('who has nothing cached goes on from it, without a read of the rest', async () => {
  await given(8);
  const { counts, calls } = process();
  expect(countOf(await counts.handle(STREAM, add(100), once()))).toBe(136);
  expect(calls).toEqual({ append: 1, read: 0 });
  expect(seen).toEqual(['used', 'kept']);
});

test('a stream that is shorter is read at once, and nothing is looked for beside it', async () => {
  await given(2);
  const never = () => Promise.reject(new Error('nobody asks'));
  const { counts, calls } = process(butWith({ snapshotOf: never }));
  expect(await counts.load(STREAM)).toMatchObject({ state: 3 });
  expect(await counts.load('counter-2')).toMatchObject({ state: 0 });
  expect([seen, calls.read]).toEqual([[], 0]);
});

test('a long stream that has none gets one when it is read', async () => {
  await given(8, butWith({ keepSnapshot: () => Promise.reject(new Error('full')) }));
  const { counts } = process();
  expect(await counts.load(STREAM)).toMatchObject({ state: 36 });
  await new Promise(setImmediate);
  expect([kept(), seen]).toMatchObject([{ revision: 7, state: 36 }, ['kept']]);
});

describe('what does not fit is ignored, and replaced', () => {
  const changed = (change: object) => () => ({ ...kept(), ...change });
  test.each<[string, () => unknown]>([
    ['another fold', changed({ fold: 2 })],
    ['no fold', changed({ fold: undefined })],
    ['other upcasters', changed({ upcasting: 'Added.2' })],
    ['another state', changed({ state: 1_000 })],
    ['fewer commands', changed({ commands: '' })],
    ['another sum', changed({ sum: 'x' })],
    ['nothing', () => ({})],
    ['a number', () => 5],
    ['a text', () => 'x'],
    ['a list', () => [1]],
  ])('%s', async (_, data) => {
    await given(8);
    store.snapshots.set(STREAM, JSON.stringify(data()));
    const { counts } = process();
    expect(await counts.load(STREAM)).toMatchObject({ state: 36 });
    expect(seen).toEqual(['ignored', 'kept']);
    expect(kept()).toMatchObject({ fold: 1, revision: 7, state: 36 });
  });

  test('what a release with other upcasters wrote, with a sum that is right', async () => {
    await given(8);
    const { sum: _, ...body } = { ...kept(), state: 1_000, upcasting: 'Added.2', sum: '' };
    store.snapshots.set(STREAM, JSON.stringify({ ...body, sum: hash('sha1', JSON.stringify(body)) }));
    expect(await process().counts.load(STREAM)).toMatchObject({ state: 36 });
    const { sum: __, ...same } = { ...kept(), state: 1_000, sum: '' };
    store.snapshots.set(STREAM, JSON.stringify({ ...same, sum: hash('sha1', JSON.stringify(same)) }));
    expect(await process().counts.load(STREAM)).toMatchObject({ state: 1_000 });
  });

  test.each([
    ['ahead of its stream', 5, []],
    ['ahead of its stream, which went on', 5, [1_000, 1_000, 1_000]],
    ['of another event than the one that is there now', 5, [1_000, 1_000, 1_000, 1_000]],
    ['of another event than the one that was there for long', 5, Array<number>(9).fill(1_000)],
    ['of a stream that is short now', 1, []],
    ['of a stream that is not there any more', 0, []],
  ])('%s', async (_, left, then) => {
    await given(9);
    const was = store.snapshots.get(STREAM) ?? '';
    store.putBack(left);
    seen.length = 0;
    for (const by of then) await process().counts.handle(STREAM, add(by), once());
    await new Promise(setImmediate);
    store.snapshots.set(STREAM, was);
    const truth = (left * (left + 1)) / 2 + then.reduce((sum, by) => sum + by, 0);
    expect(await process().counts.load(STREAM)).toMatchObject({ state: truth });
    expect(countOf(await process().counts.handle(STREAM, add(7), once()))).toBe(truth + 7);
  });

  test('of another release, which folds otherwise: each goes by its own', async () => {
    await given(8);
    const twice = { ...decider, foldVersion: 2, evolve: (count: number) => count + 1_000 };
    for (const [fold, state] of [[twice, 8_000] as const, [decider, 36] as const, [twice, 8_000] as const])
      expect(await process(store, fold).counts.load(STREAM)).toMatchObject({ state });
  });
});

describe('a command that was done before the state that is kept', () => {
  beforeEach(() => given(8));

  test('is answered as it was, and not done again', async () => {
    const { counts } = process();
    expect(countOf(await counts.handle(STREAM, add(2), keyed(`${STREAM} key-2`)))).toBe(3);
    expect(await counts.repeated(STREAM, keyed(`${STREAM} key-3`))).toMatchObject({ state: 6 });
    expect(store.log).toHaveLength(8);
  });

  test('is answered as it was where the stream should not be there yet', async () => {
    expect(countOf(await process().counts.handle(STREAM, add(1), keyed(`${STREAM} key-1`), true))).toBe(1);
    expect(store.log).toHaveLength(8);
  });

  test('is refused with another body', async () => {
    const outcome = await process().counts.handle(STREAM, add(2), keyed(`${STREAM} key-2`, 'another'));
    expect(outcome).toMatchObject({ refused: 'IDEMPOTENCY_KEY_REUSED' });
  });

  test('is known to the process after that as well', async () => {
    const { counts } = process();
    await counts.handle(STREAM, add(9), keyed('new'));
    expect(countOf(await counts.handle(STREAM, add(2), keyed(`${STREAM} key-2`)))).toBe(3);
    expect(countOf(await counts.handle(STREAM, add(9), keyed('new')))).toBe(45);
    expect(store.log).toHaveLength(9);
  });
});

describe('a command waits for nothing and fails for nothing that is kept', () => {
  test.each([
    ['fails', () => Promise.reject(new Error('full'))],
    ['finds the engine away', () => Promise.reject(new EngineUnavailable('away'))],
    ['never ends', () => new Promise<never>(() => undefined)],
  ])('when keeping it %s', async (_, keepSnapshot) => {
    await given(8, butWith({ keepSnapshot }));
    expect([store.log.length, kept()]).toEqual([8, null]);
    expect(countOf(await process().counts.handle(STREAM, add(9), once()))).toBe(45);
  });

  test('when it can not be read', async () => {
    await given(8);
    const { counts } = process(butWith({ snapshotOf: () => Promise.reject(new Error('denied')) }));
    expect(countOf(await counts.handle(STREAM, add(9), once()))).toBe(45);
    expect(seen).toContain('failed');
  });

  test('but where the engine is away, it is told so', async () => {
    await given(8);
    const away = new EngineUnavailable('away');
    const { counts } = process(butWith({ snapshotOf: () => Promise.reject(away) }));
    await expect(counts.handle(STREAM, add(9), once())).rejects.toBe(away);
  });

  test('when it was killed between the events and what is kept of them, or all that was kept is deleted', async () => {
    await given(5);
    store.snapshots.clear();
    expect(countOf(await process().counts.handle(STREAM, add(9), once()))).toBe(24);
  });

  test('few are written at once; the rest is kept with the next command', async () => {
    const writing: (() => void)[] = [];
    const slow = butWith({ keepSnapshot: () => new Promise((resolve) => writing.push(resolve)) });
    const { counts } = process(slow);
    const streams = Array.from({ length: 20 }, (_, number) => `counter-${number}`);
    for (const stream of streams) for (let by = 1; by <= EVERY; by++) await counts.handle(stream, add(by), once());
    expect(writing).toHaveLength(8);
    for (const end of writing.splice(0)) end();
    await new Promise(setImmediate);
    for (const stream of streams) await counts.handle(stream, add(1), once());
    expect(writing).toHaveLength(8);
  });
});

test('writers at once: whoever keeps an older state over a newer one does no harm', async () => {
  const held: (() => Promise<void>)[] = [];
  const late = butWith({
    keepSnapshot: (...args) => Promise.resolve(void held.push(() => store.keepSnapshot(...args))),
  });
  await given(3, late);
  const others = [process(), process(), process()];
  for (let by = 1; by <= 12; by++) await others[by % 3]?.counts.handle(STREAM, add(by), once());
  for (const write of held) await write();
  expect(kept()).toMatchObject({ revision: 2 });
  expect(await process().counts.load(STREAM)).toMatchObject({ state: 84 });
});

test('a state that leaves out an event that another release may know is not kept', async () => {
  const passed = {
    ...decider,
    evolve: (count: number, event: { type: string }) => (event.type === 'Added' ? count + 1 : undefined),
  };
  const { metadata } = newEvent({ type: 'Doubled', data: {} });
  await given(2);
  store.add([{ ...happened({ type: 'Doubled', data: {} }, 2), stream: STREAM, metadata }]);
  const { counts } = process(store, passed as never);
  for (let by = 0; by < 6; by++) await counts.handle(STREAM, add(1), once());
  expect([kept(), seen]).toEqual([null, []]);
});

test('one that would be too large is not written', async () => {
  const long = 'x'.repeat(300 * 1024);
  const texts = { ...decider, initial: '', evolve: (state: string) => state + long };
  const { counts } = process(store, texts as never);
  for (let by = 0; by < 4; by++) await counts.handle(STREAM, add(1), once());
  expect([kept(), seen]).toEqual([null, ['failed']]);
});

test('nothing is kept where nobody wants it', async () => {
  const { stores } = aggregatesOn(store, undefined, undefined, { store, every: 0 });
  const place = { storeName: 'Gangnam', address: '', timezone: 'Asia/Seoul' };
  await stores.handle(storeStream(1), { type: 'RegisterStore', storeId: 1, ...place }, once());
  const counts = new CommandHandler(store, counter, undefined, undefined, new Snapshots({ store, every: 1 }));
  await counts.handle(STREAM, add(1), once());
  expect(store.snapshots.size).toBe(0);
});
