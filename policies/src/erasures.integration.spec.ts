import { customerHashOf, customerKeyId, customerStream, orderStream, upcast } from '@doremi/domain';
import { eventually } from '@doremi/event-sourcing/testing';
import { withEventStore } from '@doremi/event-store/testing';
import { MemoryKeyStore } from '@doremi/personal-data/testing';
import { silentLog } from '@doremi/process/testing';
import { type Aggregates, aggregatesOn, checkoutProcess, Erasing } from '@doremi/command-api';
import { once, orderedCarts, PaymentProviderInMemory } from '@doremi/command-api/testing';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { keepErasures } from './erasures.js';

const engine = withEventStore(upcast);
const { ordered } = orderedCarts(() => engine.store);
const wrapped = { by: 'b', iv: 'i', tag: 't', data: 'd' };
const DAY = 24 * 60 * 60 * 1_000;
const ASKED_AT = Date.parse(once().now);

let keys: MemoryKeyStore;
let aggregates: Aggregates;
let now: number;
let seen: (number | null)[];
let stopping: AbortController;
let keeping: Promise<void> = Promise.resolve();
let otherLog: () => void = () => undefined;

beforeEach(() => {
  keys = new MemoryKeyStore();
  aggregates = aggregatesOn(engine.store);
  now = ASKED_AT + 3_000;
  seen = [];
  stopping = new AbortController();
});
afterEach(async () => {
  stopping.abort();
  await keeping;
});

const begin = (): void => {
  keeping = keepErasures({
    ...{ eventStore: engine.store, erasing: new Erasing(aggregates, keys), keys, wrapping: null },
    ...{ log: silentLog, signal: stopping.signal, now: () => now, every: 5 },
    onOtherLog: (listener) => (otherLog = listener),
    see: (waiting) => seen.push(waiting),
  });
};

let customers = 0;
/** A customer who has had erased what the carts need. */
const asked = async (...carts: readonly number[]) => {
  const hash = customerHashOf(`customer-${++customers}`);
  const keyId = customerKeyId(hash, 0);
  for (const cartId of carts) await keys.add(keyId, wrapped, cartId);
  const command = { type: 'RequestErasure', customerHash: hash, by: 'alice', isUsed: true } as const;
  await aggregates.customers.handle(customerStream(hash), command, once());
  return { keyId, stream: customerStream(hash) };
};
/** An order that its store has. */
const received = async (): Promise<number> => {
  const cartId = await ordered(15_000);
  await checkoutProcess(aggregates, new PaymentProviderInMemory())(cartId, once());
  return cartId;
};
const cancel = (orderId: number) =>
  aggregates.orders.handle(orderStream(orderId), { type: 'CancelOrder', by: once().actor, reason: 'r' }, once());
const isErased = (keyId: string): boolean => 'erasedAt' in (keys.entries.get(keyId) ?? {});
const typesIn = async (stream: string) => (await engine.store.read(stream)).map(({ type }) => type);
const untilErased = (keyId: string) => eventually(() => isErased(keyId));
/** Until everything was looked at once more. */
const aRound = async (): Promise<void> => {
  const before = seen.length;
  await eventually(() => seen.length > before + 1);
};

describe('an erasure', () => {
  test('is done, and recorded once, where no order is in its way', async () => {
    begin();
    const { keyId, stream } = await asked();
    await untilErased(keyId);
    await aRound();
    expect(await typesIn(stream)).toEqual(['PersonalDataErasureRequested', 'PersonalDataErased']);
  });

  test('waits for an order that is placed or cooked', async () => {
    const [placed, cooked] = [await ordered(15_000), await received()];
    const [one, other] = [await asked(placed), await asked(cooked)];
    begin();
    await aRound();
    expect([isErased(one.keyId), isErased(other.keyId)]).toEqual([false, false]);
    await cancel(cooked);
    now += DAY;
    await untilErased(other.keyId);
    expect(isErased(one.keyId)).toBe(false);
  });

  test('waits 8 days at the most', async () => {
    const { keyId } = await asked(await received());
    now = ASKED_AT + 8 * DAY - 1;
    begin();
    await aRound();
    expect(isErased(keyId)).toBe(false);
    now += 60_001;
    await untilErased(keyId);
  });

  test('waits a moment for an order that is just being placed', async () => {
    const { keyId } = await asked();
    now = ASKED_AT + 1_999;
    begin();
    await aRound();
    expect(isErased(keyId)).toBe(false);
    now++;
    await untilErased(keyId);
  });

  test('waits for the key store, and goes on by itself', async () => {
    const { keyId, stream } = await asked();
    keys.isAway = true;
    let tries = 0;
    const { find } = keys;
    keys.find = (keyIds) => {
      tries++;
      return find(keyIds);
    };
    begin();
    await eventually(() => tries > 1);
    expect(seen).toEqual([]);
    keys.isAway = false;
    await untilErased(keyId);
    await eventually(async () => (await typesIn(stream)).includes('PersonalDataErased'));
  });

  test('holds where the keys are put back from a backup: at the start, and every hour', async () => {
    const { keyId } = await asked();
    begin();
    await untilErased(keyId);
    await aRound();
    keys.entries.set(keyId, { keyId, wrapped, carts: [] });
    await aRound();
    expect(isErased(keyId)).toBe(false);
    now += 60 * 60 * 1_000;
    await untilErased(keyId);
    stopping.abort();
    await keeping;
    keys.entries.clear();
    stopping = new AbortController();
    begin();
    await untilErased(keyId);
  });

  test('is learned of anew where another log is read', async () => {
    begin();
    await aRound();
    otherLog();
    const { keyId } = await asked();
    await untilErased(keyId);
  });
});
