import { isRefusal } from '@doremi/event-sourcing';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { MemoryEventStore } from '../testing/memory-event-store.js';
import { CommandHandler, type Outcome } from './command-handler.js';
import { counted } from './testing/around.js';
import { counter, keyed, once, type CounterCommand, type CounterEvent } from './testing/counter.js';

const STREAM = 'counter-1';
const add = (by: number, atMost?: number) => ({ type: 'Add', by, ...(atMost !== undefined && { atMost }) }) as const;
const countOf = (outcome: Outcome<number>): number => {
  if (isRefusal(outcome)) throw new Error(outcome.refused);
  return outcome.state;
};

let store: MemoryEventStore;
/** Has the stream in its cache as it was before the log was put back: 1 + 10 + 100, with these keys. */
let aggregate: CommandHandler<number, CounterCommand, CounterEvent>;
beforeEach(async () => {
  store = new MemoryEventStore();
  aggregate = new CommandHandler(store, counter);
  for (const by of [1, 10, 100]) await aggregate.handle(STREAM, add(by), keyed(`key-${by}`));
});

const elsewhere = (by: number) => new CommandHandler(store, counter).handle(STREAM, add(by), once());

/** What became of the log: what of it is left, and what came after that; and what the stream counts to now. */
const fates = [
  ['ends before it', { left: 2, then: [] }, 11],
  ['has another event in its place', { left: 2, then: [1_000] }, 1_011],
  ['went on without it', { left: 2, then: [1_000, 30_000] }, 31_011],
  ['does not know it at all', { left: 0, then: [] }, 0],
] as const;

const putBack = async ({ left, then }: (typeof fates)[number][1]): Promise<void> => {
  store.putBack(left);
  for (const by of then) await elsewhere(by);
};

describe.each(fates)('an aggregate cached from a log that was put back: its stream now %s', (_, fate, truth) => {
  beforeEach(() => putBack(fate));

  test('is not what a refusal is made from', async () => {
    const outcome = await aggregate.handle(STREAM, add(1, 0), once());
    expect(outcome).toEqual({ refused: 'TOO_HIGH', details: { count: truth } });
  });

  test('is not what there is nothing to do for', async () => {
    expect(countOf(await aggregate.handle(STREAM, { type: 'Set', to: 111 }, once()))).toBe(111);
    expect((await store.read(STREAM)).at(-1)?.data).toEqual({ by: 111 - truth });
  });

  test('is not what is loaded', async () => {
    expect(await aggregate.load(STREAM)).toMatchObject({ state: truth });
    expect(await aggregate.known(STREAM)).toMatchObject({ state: truth });
  });

  test('does not answer for a command that the log has lost: it is done', async () => {
    expect(countOf(await aggregate.handle(STREAM, add(100), keyed('key-100')))).toBe(truth + 100);
    expect(await aggregate.repeated(STREAM, keyed('key-100'))).toMatchObject({ state: truth + 100 });
  });

  test('is not there any more once it is let go of', async () => {
    aggregate.forget();
    expect(countOf(await aggregate.handle(STREAM, add(5), once()))).toBe(truth + 5);
  });
});

// Where the stream is as long as it was, with other events, no append can tell: the verdict on the log does (see `forget`).
test.each(fates.filter(([, { left, then }]) => left + then.length !== 3))(
  'a command on what is past its stream is decided anew on what there is: it %s',
  async (_, fate, truth) => {
    await putBack(fate);
    expect(countOf(await aggregate.handle(STREAM, add(5), once()))).toBe(truth + 5);
    expect((await store.read(STREAM)).at(-1)?.data).toEqual({ by: 5 });
  },
);

test('a command that the log still knows is answered as it was, also after the rest was lost', async () => {
  store.putBack(2);
  expect(countOf(await aggregate.handle(STREAM, add(10), keyed('key-10')))).toBe(11);
  expect(await store.read(STREAM)).toHaveLength(2);
});

test('what is cached costs no read while commands are appended', async () => {
  const { store: counting, calls } = counted(store);
  const other = new CommandHandler(counting, counter);
  await other.load(STREAM);
  expect(calls).toEqual({ append: 0, read: 1 });
  await other.handle(STREAM, add(1), once());
  expect(calls).toEqual({ append: 1, read: 1 });
  await other.handle(STREAM, add(1, 0), once());
  expect(calls).toEqual({ append: 1, read: 2 });
});
