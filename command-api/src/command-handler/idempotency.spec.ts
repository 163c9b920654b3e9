import { EngineUnavailable, type EventStore, isRefusal } from '@doremi/event-sourcing';
import { describe, expect, test } from '@jest/globals';
import { CommandHandler, type Outcome } from './command-handler.js';
import { around, counted } from './testing/around.js';
import { counter, keyed, once } from './testing/counter.js';
import { withMemoryEventStore } from '../testing/in-memory.js';

const engine = withMemoryEventStore();

let streams = 0;
const freshStream = (): string => `key-${++streams}`;
const on = (store: EventStore) => new CommandHandler(store, counter);
const countOf = (outcome: Outcome<number>): number => {
  if (isRefusal(outcome)) throw new Error(outcome.refused);
  return outcome.state;
};
/** Somebody else writes to the stream. */
const behindItsBack = async (stream: string, by: number): Promise<void> => {
  await on(engine.store).handle(stream, { type: 'Add', by }, once());
};

describe('a command with a key that had nothing to do', () => {
  const set = (to: number) => ({ type: 'Set', to }) as const;

  test.each([['the same process', false] as const, ['one that was started since', true] as const])(
    'is answered as it was, whatever happened since, by %s',
    async (_, isRestarted) => {
      const stream = freshStream();
      const first = on(engine.store);
      await first.handle(stream, set(5), once());
      expect(countOf(await first.handle(stream, set(5), keyed(stream)))).toBe(5);
      await behindItsBack(stream, 10);
      const second = isRestarted ? on(engine.store) : first;
      expect(await second.repeated(stream, keyed(stream))).toMatchObject({ state: 5, revision: 0 });
      expect(countOf(await second.handle(stream, set(5), keyed(stream)))).toBe(5);
      expect(await second.load(stream)).toMatchObject({ state: 15 });
    },
  );

  test('is another command with another body', async () => {
    const stream = freshStream();
    const aggregate = on(engine.store);
    await aggregate.handle(stream, set(0), keyed(stream));
    for (const replica of [aggregate, on(engine.store)]) {
      const other = keyed(stream, 'other body');
      expect(await replica.handle(stream, set(1), other)).toMatchObject({ refused: 'IDEMPOTENCY_KEY_REUSED' });
      expect(await replica.repeated(stream, other)).toMatchObject({ refused: 'IDEMPOTENCY_KEY_REUSED' });
    }
    expect(await engine.store.read(stream)).toHaveLength(0);
  });

  test('twice at once with different bodies is one of the two', async () => {
    const stream = freshStream();
    const outcomes = await Promise.all(
      ['one', 'other'].map((body) => on(engine.store).handle(stream, set(0), keyed(stream, body))),
    );
    expect(outcomes.filter(isRefusal)).toMatchObject([{ refused: 'IDEMPOTENCY_KEY_REUSED' }]);
  });

  test('leaves nothing in the event store but where it was answered from, and without a key nothing at all', async () => {
    const stream = freshStream();
    const aggregate = on(engine.store);
    const [withKey, without] = [keyed(stream), once()];
    await aggregate.handle(stream, set(0), withKey);
    await aggregate.handle(stream, set(0), without);
    const recorded = await engine.store.read(`request-${withKey.commandId}`);
    expect(recorded).toMatchObject([
      { type: 'RequestAnswered', data: { revision: -1 }, metadata: { requestHash: 'body' } },
    ]);
    expect(await engine.store.read(`request-${without.commandId}`)).toEqual([]);
  });

  test('is answered once it is written down, and not before', async () => {
    const stream = freshStream();
    let isAway = true;
    const aggregate = on(
      around(engine.store, async (call, go) => {
        if (call === 'append' && isAway) throw new EngineUnavailable('away');
        return go();
      }),
    );
    await expect(aggregate.handle(stream, set(0), keyed(stream))).rejects.toThrow(EngineUnavailable);
    isAway = false;
    await behindItsBack(stream, 3);
    expect(countOf(await aggregate.handle(stream, set(0), keyed(stream)))).toBe(0);
    expect(await engine.store.read(stream)).toHaveLength(2);
  });

  test('costs a read beside the one of what was written, and none where something new is made', async () => {
    const { store, calls } = counted(engine.store);
    const aggregate = on(store);
    const stream = freshStream();
    await aggregate.handle(stream, set(1), keyed(`${stream}-made`), true);
    expect(calls).toEqual({ append: 1, read: 1 });
    await aggregate.handle(stream, set(2), keyed(stream));
    expect(calls).toEqual({ append: 2, read: 3 });
  });
});
