import { EngineUnavailable, type EventStore, isRefusal, WrongExpectedRevision } from '@doremi/event-sourcing';
import { newEvent } from '@doremi/event-sourcing/testing';
import { describe, expect, test } from '@jest/globals';
import { CommandHandler, type Outcome } from './command-handler.js';
import { around, counted } from './testing/around.js';
import { counter, keyed, once } from './testing/counter.js';
import { withMemoryEventStore } from '../testing/in-memory.js';

const engine = withMemoryEventStore();

let streams = 0;
const freshStream = (): string => `counter-${++streams}`;
const add = (by = 1) => ({ type: 'Add', by }) as const;
const on = (store: EventStore) => new CommandHandler(store, counter);
const countOf = (outcome: Outcome<number>): number => {
  if (isRefusal(outcome)) throw new Error(outcome.refused);
  return outcome.state;
};
/** Somebody else writes to the stream. */
const behindItsBack = async (stream: string, by: number): Promise<void> => {
  await on(engine.store).handle(stream, add(by), once());
};

describe('the cache', () => {
  test('makes a command one append, without a read', async () => {
    const { store, calls } = counted(engine.store);
    const aggregate = on(store);
    const stream = freshStream();
    await aggregate.handle(stream, add(), once());
    Object.assign(calls, { append: 0, read: 0 });
    for (let n = 2; n <= 5; n++) expect(countOf(await aggregate.handle(stream, add(), once()))).toBe(n);
    expect(calls).toEqual({ append: 4, read: 0 });
  });

  test('a stream that should be new is not read either', async () => {
    const { store, calls } = counted(engine.store);
    expect(countOf(await on(store).handle(freshStream(), add(), once(), true))).toBe(1);
    expect(calls).toEqual({ append: 1, read: 0 });
  });

  test('that is behind costs a conflict, and the command is decided again', async () => {
    const aggregate = on(engine.store);
    const stream = freshStream();
    await aggregate.handle(stream, add(1), once());
    await behindItsBack(stream, 10);
    expect(countOf(await aggregate.handle(stream, add(100), once()))).toBe(111);
    expect(await engine.store.read(stream)).toHaveLength(3);
  });

  test('that is behind never makes a refusal or a "nothing to do"', async () => {
    const aggregate = on(engine.store);
    const stream = freshStream();
    await aggregate.handle(stream, { type: 'Set', to: 5 }, once());
    await behindItsBack(stream, -5);
    expect(countOf(await aggregate.handle(stream, { type: 'Add', by: 3, atMost: 5 }, once()))).toBe(3);
    await behindItsBack(stream, 4);
    expect(countOf(await aggregate.handle(stream, { type: 'Set', to: 3 }, once()))).toBe(3);
  });

  test('is looked at again before a refusal, whose details are of now', async () => {
    const aggregate = on(engine.store);
    const stream = freshStream();
    await aggregate.handle(stream, { type: 'Set', to: 5 }, once());
    await behindItsBack(stream, 4);
    const refused = await aggregate.handle(stream, { type: 'Add', by: 3, atMost: 5 }, once());
    expect(refused).toEqual({ refused: 'TOO_HIGH', details: { count: 9 } });
  });

  test('is dropped when an append fails, so that the next command does not build on it', async () => {
    let isAway = false;
    const aggregate = on(
      around(engine.store, async (call, go) => {
        if (isAway && call === 'append') throw new EngineUnavailable('away');
        return go();
      }),
    );
    const stream = freshStream();
    await aggregate.handle(stream, add(1), once());
    isAway = true;
    await expect(aggregate.handle(stream, add(1), once())).rejects.toThrow(EngineUnavailable);
    isAway = false;
    await behindItsBack(stream, 10);
    expect(countOf(await aggregate.handle(stream, add(1), once()))).toBe(12);
  });
});

describe('what is written', () => {
  test('carries who, why and when; nothing to do answers with the position of the last event', async () => {
    const stream = freshStream();
    const aggregate = on(engine.store);
    const context = { ...keyed('what-is-written'), traceparent: 't' };
    const done = await aggregate.handle(stream, { type: 'Set', to: 1 }, context);
    const [event] = await engine.store.read(stream);
    expect(event?.metadata).toEqual({
      $correlationId: 'c',
      $causationId: context.causationId,
      commandId: context.commandId,
      requestHash: 'body',
      actor: context.actor,
      occurredAt: context.now,
      schemaVersion: 1,
      traceparent: 't',
    });
    const again = await aggregate.handle(stream, { type: 'Set', to: 1 }, once());
    for (const outcome of [done, again]) expect(outcome).toMatchObject({ position: event?.position, revision: 0 });
  });
});

describe('a command that comes again', () => {
  test.each([['with what it knows', () => on(engine.store)] as const, ['from nothing', null] as const])(
    'is done once, and answered with the state that it led to (%s)',
    async (_, known) => {
      const stream = freshStream();
      const first = on(engine.store);
      expect(countOf(await first.handle(stream, add(5), keyed(stream)))).toBe(5);
      const second = known?.() ?? first;
      expect(countOf(await second.handle(stream, add(5), keyed(stream)))).toBe(5);
      await behindItsBack(stream, 10);
      expect(countOf(await second.handle(stream, add(5), keyed(stream)))).toBe(5);
      expect(countOf(await on(engine.store).handle(stream, add(5), keyed(stream), true))).toBe(5);
      expect(await engine.store.read(stream)).toHaveLength(2);
    },
  );

  test('with another body is refused, however little is known of the first', async () => {
    const stream = freshStream();
    const aggregate = on(engine.store);
    await aggregate.handle(stream, add(5), keyed(stream));
    for (const [again, isNew] of [
      [aggregate, false],
      [on(engine.store), false],
      [on(engine.store), true],
    ] as const) {
      const outcome = await again.handle(stream, add(6), keyed(stream, 'other body'), isNew);
      expect(outcome).toMatchObject({ refused: 'IDEMPOTENCY_KEY_REUSED' });
    }
    expect(await engine.store.read(stream)).toHaveLength(1);
  });

  test('after it was refused is tried again', async () => {
    const stream = freshStream();
    const aggregate = on(engine.store);
    const command = { type: 'Add', by: 5, atMost: 5 } as const;
    await behindItsBack(stream, 1);
    expect(await aggregate.handle(stream, command, keyed(stream))).toMatchObject({ refused: 'TOO_HIGH' });
    await behindItsBack(stream, -1);
    expect(countOf(await aggregate.handle(stream, command, keyed(stream)))).toBe(5);
  });

  test('after an append whose answer was lost is done once', async () => {
    let loses = 1;
    const losing = around(engine.store, async (call, go) => {
      const result = await go();
      if (call === 'append' && loses-- > 0) throw new EngineUnavailable('the answer was lost');
      return result;
    });
    const stream = freshStream();
    await expect(on(losing).handle(stream, add(5), keyed(stream))).rejects.toThrow(EngineUnavailable);
    expect(countOf(await on(losing).handle(stream, add(5), keyed(stream)))).toBe(5);
    expect(await engine.store.read(stream)).toHaveLength(1);
  });

  test('is no other command because whoever is read does not know of it yet', async () => {
    const stream = freshStream();
    const context = keyed('read-where-it-is-behind');
    const behind = { ...around(engine.store, (_, go) => go()), read: () => Promise.resolve([]) };
    await expect(on(behind).handle(stream, add(7), context)).rejects.toThrow(EngineUnavailable);
    expect(countOf(await on(engine.store).handle(stream, add(7), context))).toBe(7);
    expect(await engine.store.read(stream)).toHaveLength(1);
  });

  test('twice at once is done once', async () => {
    const stream = freshStream();
    const both = await Promise.all(
      [on(engine.store), on(engine.store)].map((replica) => replica.handle(stream, add(5), keyed(stream))),
    );
    expect(both.map(countOf)).toEqual([5, 5]);
    expect(await engine.store.read(stream)).toHaveLength(1);
  });

  test('is asked for by `repeated`, which does nothing itself', async () => {
    const stream = freshStream();
    const aggregate = on(engine.store);
    expect(await aggregate.repeated(stream, keyed(stream))).toBeNull();
    expect(await aggregate.repeated(stream, once())).toBeNull();
    await aggregate.handle(stream, add(5), keyed(stream));
    await behindItsBack(stream, 1);
    expect(await aggregate.repeated(stream, keyed(stream))).toMatchObject({ state: 5 });
    expect(await aggregate.repeated(stream, keyed(stream, 'x'))).toMatchObject({ refused: 'IDEMPOTENCY_KEY_REUSED' });
  });
});

describe('a command of somebody who says what they saw', () => {
  const seeing = (seen: number) => ({ ...once(), seen });

  test('is refused when that has changed, also behind the back of this process', async () => {
    const stream = freshStream();
    const aggregate = on(engine.store);
    await aggregate.handle(stream, add(5), once());
    await behindItsBack(stream, 1);
    const outdated = { refused: 'COUNT_CHANGED', details: { count: 6 } };
    expect(await aggregate.handle(stream, add(), seeing(5))).toEqual(outdated);
    expect(countOf(await aggregate.handle(stream, add(), seeing(6)))).toBe(7);
    expect(await engine.store.read(stream)).toHaveLength(3);
  });

  test('has nothing to do when it is so already, and is answered again with its key', async () => {
    const stream = freshStream();
    const aggregate = on(engine.store);
    await aggregate.handle(stream, add(5), once());
    expect(countOf(await aggregate.handle(stream, { type: 'Set', to: 5 }, seeing(1)))).toBe(5);
    const context = { ...keyed(stream), seen: 5 };
    expect(countOf(await aggregate.handle(stream, add(), context))).toBe(6);
    expect(countOf(await aggregate.handle(stream, add(), context))).toBe(6);
  });

  test('of two that saw the same, one is done', async () => {
    const stream = freshStream();
    const outcomes = await Promise.all([1, 2].map(() => on(engine.store).handle(stream, add(), seeing(0))));
    expect(outcomes.filter(isRefusal)).toEqual([{ refused: 'COUNT_CHANGED', details: { count: 1 } }]);
  });
});

describe('many at once', () => {
  test('fifty commands on one stream from two replicas each take effect once', async () => {
    const stream = freshStream();
    const replicas = [on(engine.store), on(engine.store)] as const;
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, (_, n) => replicas[n % 2 === 0 ? 0 : 1].handle(stream, add(), once())),
    );
    expect(outcomes.map(countOf).sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, n) => n + 1));
    expect(await engine.store.read(stream)).toHaveLength(50);
  });

  test('one that loses every time says so, after a few tries', async () => {
    let appends = 0;
    const contended = around(engine.store, (call, go) => {
      if (call === 'read') return go();
      appends++;
      throw new WrongExpectedRevision('somebody else');
    });
    const outcome = await on(contended).handle(freshStream(), add(), once());
    expect(outcome).toMatchObject({ refused: 'TOO_MANY_WRITERS' });
    expect(appends).toBe(10);
  });

  test('who waits behind one that found the engine away is told at once, and later ones try again', async () => {
    let appends = 0;
    const away = around(engine.store, async (call, go) => {
      if (call === 'read') return go();
      appends++;
      throw new EngineUnavailable('away');
    });
    const aggregate = on(away);
    const stream = freshStream();
    const outcomes = await Promise.allSettled([1, 2, 3].map(() => aggregate.handle(stream, add(), once())));
    for (const outcome of outcomes) expect(outcome).toMatchObject({ status: 'rejected' });
    expect(appends).toBe(1);
    await expect(aggregate.handle(stream, add(), once())).rejects.toThrow(EngineUnavailable);
    expect(appends).toBe(2);
  });

  test('a fault of one command is not shared by the next', async () => {
    const aggregate = on(engine.store);
    const stream = freshStream();
    const broken = aggregate.handle(stream, null as never, once());
    const fine = aggregate.handle(stream, add(), once());
    await expect(broken).rejects.toThrow(TypeError);
    expect(countOf(await fine)).toBe(1);
  });
});

test('load says what the stream says now', async () => {
  const aggregate = on(engine.store);
  const stream = freshStream();
  expect(await aggregate.load(stream)).toMatchObject({ state: 0, revision: -1, last: null });
  await engine.store.append(stream, -1, [newEvent({ type: 'Added', data: { by: 7 } })]);
  expect(await aggregate.load(stream)).toMatchObject({ state: 7, revision: 0 });
});
