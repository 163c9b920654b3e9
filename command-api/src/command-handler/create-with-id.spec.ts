import { PLAIN_CARD } from '@doremi/domain';
import { EngineUnavailable, type EventStore, isRefusal } from '@doremi/event-sourcing';
import { describe, expect, test } from '@jest/globals';
import type { IdSequence } from '../ids/id-sequence.js';
import { menu } from '../menu/menu.decider.js';
import { CommandHandler, type Outcome } from './command-handler.js';
import type { CommandContext } from './command-context.js';
import { createWithId } from './create-with-id.js';
import { around } from './testing/around.js';
import { keyed, once } from './testing/counter.js';
import { withMemoryEventStore } from '../testing/in-memory.js';

const engine = withMemoryEventStore();

let tests = 0;
const card = { menuName: 'pizza3', menuType: 'pizza', description: '', price: 15000, ...PLAIN_CARD };

/** Menus of one test, numbered from 1, on streams of their own. */
const office = () => {
  const named = `office${++tests}`;
  const streamOf = (id: number): string => `${named}-${id}`;
  const given: number[] = [];
  /** Gives out the numbers in order, whether they are in use or not. */
  const counting = (from = 0): IdSequence => {
    let last = from;
    const next = () => Promise.resolve(++last).then((id) => (given.push(id), id));
    return { next, taken: () => Promise.resolve() };
  };
  const register = (
    context: CommandContext,
    {
      store = engine.store,
      sequence = counting(),
      price = card.price,
    }: {
      store?: EventStore;
      sequence?: IdSequence;
      price?: number;
    } = {},
  ) => {
    const menus = new CommandHandler(store, menu);
    return createWithId(store, sequence, context, (menuId) =>
      menus.handle(streamOf(menuId), { type: 'RegisterMenu', menuId, audience: 'all', ...card, price }, context, true),
    );
  };
  const made = async (): Promise<number[]> => {
    const ids: number[] = [];
    for (let id = 1; id <= 30; id++) if ((await engine.store.read(streamOf(id))).length > 0) ids.push(id);
    return ids;
  };
  return { key: `key-of-${named}`, counting, given, register, made };
};

const idOf = (outcome: Outcome<{ menuId: number }>): number => {
  if (isRefusal(outcome)) throw new Error(outcome.refused);
  return outcome.state.menuId;
};

describe('making something with a new id', () => {
  test('takes the next number that is free', async () => {
    const { register, made } = office();
    expect(idOf(await register(once()))).toBe(1);
    expect(idOf(await register(once()))).toBe(2);
    expect(idOf(await register(once()))).toBe(3);
    expect(await made()).toEqual([1, 2, 3]);
  });

  test('gives up when number after number is in use', async () => {
    const { register } = office();
    await register(once());
    const stuck: IdSequence = { next: () => Promise.resolve(1), taken: () => Promise.resolve() };
    expect(await register(once(), { sequence: stuck })).toMatchObject({ refused: 'TOO_MANY_WRITERS' });
  });

  test('hands on a refusal that is about something else', async () => {
    const { counting } = office();
    const refusal = { refused: 'STORE_NOT_OPEN', details: {} };
    expect(await createWithId(engine.store, counting(), once(), () => Promise.resolve(refusal))).toBe(refusal);
  });
});

describe('with an Idempotency-Key', () => {
  test('the same request makes one thing, and takes one number', async () => {
    const { key, register, made, given, counting } = office();
    const sequence = counting();
    for (let n = 0; n < 3; n++) expect(idOf(await register(keyed(key), { sequence }))).toBe(1);
    expect(await made()).toEqual([1]);
    expect(given).toEqual([1]);
  });

  test('many at once, on two replicas, make one thing', async () => {
    const { key, register, made, counting } = office();
    const sequences = [counting(), counting(10)];
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, (_, n) => register(keyed(key), { sequence: sequences[n % 2] })),
    );
    expect(new Set(outcomes.map(idOf)).size).toBe(1);
    expect(await made()).toHaveLength(1);
  });

  test('another body is refused', async () => {
    const { key, register, made } = office();
    await register(keyed(key));
    const outcome = await register(keyed(key, 'other'), { price: 1 });
    expect(outcome).toMatchObject({ refused: 'IDEMPOTENCY_KEY_REUSED' });
    expect(await made()).toEqual([1]);
  });

  /** Dies at the n-th append, before or after it took effect. */
  const dying = (at: number, when: 'before' | 'after'): EventStore => {
    let appends = 0;
    return around(engine.store, async (call, go) => {
      if (call === 'read' || ++appends !== at) return go();
      if (when === 'after') await go();
      throw new EngineUnavailable('died');
    });
  };

  test.each([
    ['before its claim', 1, 'before'],
    ['after its claim', 1, 'after'],
    ['before its command', 2, 'before'],
    ['after its command', 2, 'after'],
  ] as const)('one that died %s is finished by the next, and made once', async (_, at, when) => {
    const { key, register, made, counting } = office();
    const sequence = counting();
    await expect(register(keyed(key), { sequence, store: dying(at, when) })).rejects.toThrow(EngineUnavailable);
    const id = idOf(await register(keyed(key), { sequence }));
    expect(idOf(await register(keyed(key), { sequence }))).toBe(id);
    expect(await made()).toEqual([id]);
  });

  test('that reads where its claim is not known yet makes nothing on a number that may not be its own', async () => {
    const { register, made } = office();
    const behind = { ...around(engine.store, (_, go) => go()), read: () => Promise.resolve([]) };
    const context = keyed(`read-where-it-is-behind-${tests}`);
    await expect(register(context, { store: behind })).rejects.toThrow(EngineUnavailable);
    expect(await made()).toEqual([]);
    await register(context);
    expect(await made()).toEqual([1]);
  });

  test('a claimed number that somebody else took meanwhile is given up for another', async () => {
    const { key, register, made, counting } = office();
    const sequence = counting();
    await expect(register(keyed(key), { sequence, store: dying(2, 'before') })).rejects.toThrow(EngineUnavailable);
    expect(idOf(await register(once()))).toBe(1);
    expect(idOf(await register(keyed(key), { sequence }))).toBe(2);
    expect(idOf(await register(keyed(key), { sequence }))).toBe(2);
    expect(await made()).toEqual([1, 2]);
  });

  test('a refused command may be tried again', async () => {
    const { key, counting, register, made } = office();
    const refusal = { refused: 'STORE_NOT_OPEN', details: {} };
    const refused = await createWithId(engine.store, counting(), keyed(key), () => Promise.resolve(refusal));
    expect(refused).toBe(refusal);
    expect(idOf(await register(keyed(key)))).toBe(1);
    expect(await made()).toEqual([1]);
  });
});
