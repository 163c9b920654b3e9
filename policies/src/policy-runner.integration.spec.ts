import {
  type Delivery,
  type DomainEvent,
  EngineUnavailable,
  type EventStore,
  positionOf,
  type Recorded,
} from '@doremi/event-sourcing';
import { upcast, PLAIN_CARD, storeMenuStream } from '@doremi/domain';
import { withEventStore } from '@doremi/event-store/testing';
import { eventually } from '@doremi/event-sourcing/testing';
import { silentLog } from '@doremi/process/testing';
import { afterEach, describe, expect, test } from '@jest/globals';
import { aggregatesOn, checkoutProcess } from '@doremi/command-api';
import { once, ScriptedMenuServiceProbe, withPaymentProvider } from '@doremi/command-api/testing';
import { policies } from './policies.js';
import { handleDeliveries } from './policy-runner.js';
import { policy, type Policy } from './policy.js';
import { reacting, type React } from './execute-reaction.js';
import { happened, listsOf, readable } from './testing/happened.js';

const backoff = { first: 1, longest: 5 };
const checkOutEach = policy<DomainEvent>({
  name: 'checkOutEach',
  whenever: { Moved: () => [{ do: 'checkOut', cartId: 7 }] },
});

let stopping = new AbortController();
let working: Promise<void> = Promise.resolve();
afterEach(async () => {
  stopping.abort();
  await working;
  stopping = new AbortController();
});

/** Handles deliveries until the test is over; what became of each is in `seen`. */
const handling = (eventStore: EventStore, more: { policies: readonly Policy[]; react: React; storeIds?: number[] }) => {
  const seen: string[] = [];
  const counts = {
    handled: (type: string) => void seen.push(`handled ${type}`),
    parked: (type: string) => void seen.push(`parked ${type}`),
    taken: () => undefined,
    retried: (_: string, reason: string) => void seen.push(reason),
  };
  const listsFor = () => listsOf({ storeIds: more.storeIds ?? [], offeredMenus: [] });
  const { signal } = stopping;
  working = handleDeliveries({ eventStore, listsFor, counts, log: silentLog, signal, backoff, ...more });
  return seen;
};

/** An event store that delivers these to the groups that want their types, again and again until they are acknowledged or parked. */
const delivering = (events: readonly Recorded[], answers: string[]): EventStore => {
  const consume = async function* (_: string, types: readonly string[], signal: AbortSignal): AsyncGenerator<Delivery> {
    for (const event of events.filter(({ type }) => types.includes(type)))
      yield {
        event,
        ack: () => Promise.resolve(void answers.push('ack')),
        park: (reason) => Promise.resolve(void answers.push(`park ${reason}`)),
      };
    await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  };
  return { consume } as unknown as EventStore;
};

const moved = happened({ type: 'Moved', data: {} });

describe('a delivery', () => {
  test('is acknowledged once the reaction is done, not before', async () => {
    const answers: string[] = [];
    let finish: () => void = () => undefined;
    const reaction = new Promise<void>((resolve) => (finish = resolve));
    const seen = handling(delivering([moved], answers), { policies: [checkOutEach], react: () => reaction });
    await new Promise(setImmediate);
    expect(answers).toEqual([]);
    finish();
    await eventually(() => seen.length > 0);
    expect([answers, seen]).toEqual([['ack'], ['handled Moved']]);
  });

  test('waits for an engine as long as it is away, and that counts as no try', async () => {
    const answers: string[] = [];
    let tries = 0;
    const react: React = () => (++tries < 12 ? Promise.reject(new EngineUnavailable('away')) : Promise.resolve());
    const seen = handling(delivering([moved], answers), { policies: [checkOutEach], react });
    await eventually(() => answers.length > 0);
    expect(answers).toEqual(['ack']);
    expect(seen.filter((one) => one === 'away')).toHaveLength(11);
  });

  test('is parked with the reason after a fault that repeats', async () => {
    const answers: string[] = [];
    let tries = 0;
    const react: React = () => Promise.reject(new Error(`broken ${++tries}`));
    const seen = handling(delivering([moved], answers), { policies: [checkOutEach], react });
    await eventually(() => seen.includes('parked Moved'));
    expect([answers, seen.at(-1)]).toEqual([['park broken 5'], 'parked Moved']);
  });

  test('of a newer version than this release knows is parked, and says so', async () => {
    const answers: string[] = [];
    const newer = { ...moved, metadata: { ...moved.metadata, schemaVersion: 2 } };
    const react: React = () => Promise.reject(new Error('nobody should react'));
    const seen = handling(delivering([newer], answers), { policies: [checkOutEach], react });
    await eventually(() => seen.includes('parked Moved'));
    expect(answers).toEqual(['park a Moved has version 2, and this release knows version 1']);
  });

  test('that could not be put aside is not counted as parked: it comes again', async () => {
    let tries = 0;
    const engine = delivering([moved], []);
    const losing: EventStore['consume'] = async function* (...asked) {
      for await (const delivery of engine.consume(...asked))
        yield { ...delivery, park: () => Promise.reject(new EngineUnavailable(`after ${++tries}`)) };
    };
    const react: React = () => Promise.reject(new Error('broken'));
    const seen = handling({ ...engine, consume: losing }, { policies: [checkOutEach], react });
    await eventually(() => tries > 0);
    await new Promise(setImmediate);
    expect(seen.filter((one) => one !== 'fault')).toEqual([]);
  });

  test('that nobody can react to does not hold up the others', async () => {
    const answers: string[] = [];
    const fine = happened({ type: 'Fine', data: {} });
    const alsoFine = policy<DomainEvent>({ name: 'fine', whenever: { Fine: () => [{ do: 'checkOut', cartId: 8 }] } });
    const react: React = (reaction) =>
      reaction.do === 'checkOut' && reaction.cartId === 8
        ? Promise.resolve()
        : Promise.reject(new EngineUnavailable('x'));
    const seen = handling(delivering([moved, fine], answers), { policies: [checkOutEach, alsoFine], react });
    await eventually(() => seen.includes('handled Fine'));
    expect(answers).toEqual(['ack']);
  });

  test('whose reactions are many has sixteen under way, and one that is slow holds up itself alone', async () => {
    const many = policy<DomainEvent>({
      name: 'checkOutMany',
      whenever: { Moved: () => Array.from({ length: 40 }, (_, cartId) => ({ do: 'checkOut', cartId })) },
    });
    const answers: string[] = [];
    let finish: () => void = () => undefined;
    let [begun, underWay, most] = [0, 0, 0];
    const react: React = async () => {
      most = Math.max(most, ++underWay);
      await (begun++ === 0 ? new Promise<void>((resolve) => (finish = resolve)) : new Promise(setImmediate));
      underWay--;
    };
    handling(delivering([moved], answers), { policies: [many], react });
    await eventually(() => begun === 40);
    expect(answers).toEqual([]);
    finish();
    await eventually(() => answers.length > 0);
    expect([answers, most]).toEqual([['ack'], 16]);
  });

  test('whose acknowledgement is lost counts as handled: it comes again', async () => {
    const lost = delivering([moved], []);
    const losing: EventStore['consume'] = async function* (...args) {
      for await (const delivery of lost.consume(...args))
        yield { ...delivery, ack: () => Promise.reject(new EngineUnavailable('gone')) };
    };
    let tries = 0;
    const react: React = () => Promise.resolve(void tries++);
    const seen = handling({ ...lost, consume: losing }, { policies: [checkOutEach], react });
    await eventually(() => seen.length > 0);
    expect([seen, tries]).toEqual([['handled Moved'], 1]);
  });

  test('comes on a new connection when the old one was lost', async () => {
    const answers: string[] = [];
    let joined = 0;
    const consume: EventStore['consume'] = async function* (...args) {
      if (++joined < 3) throw new EngineUnavailable('lost');
      yield* delivering([moved], answers).consume(...args);
    };
    handling({ ...delivering([], answers), consume }, { policies: [checkOutEach], react: () => Promise.resolve() });
    await eventually(() => answers.length > 0);
    expect(joined).toBe(3);
  });
});

describe('a delivery of long ago', () => {
  const LONG_AGO = '2026-01-01T00:00:00.000Z';
  const oldOne = (place: number, type: string, stream: string): Recorded => {
    const event = happened({ type, data: { cartId: 7, attempt: 1 } });
    const position = positionOf(BigInt(place), BigInt(place));
    return { ...event, id: type, stream, position, metadata: { ...event.metadata, occurredAt: LONG_AGO } };
  };
  const [approved, paid, received] = [
    oldOne(1, 'PaymentApproved', 'payment-7'),
    oldOne(2, 'CartPaid', 'cart-7'),
    oldOne(3, 'OrderReceived', 'order-7'),
  ];
  /** Delivers what policies hear of the log, and shows all of it to whoever reads ahead. */
  const holding = (log: readonly Recorded[], answers: string[]): EventStore => ({
    ...delivering(log, answers),
    ...readable(log),
  });
  const reactions = () => {
    const reacted: string[] = [];
    const react: React = (_, { id }) => Promise.resolve(void reacted.push(id));
    return { reacted, react };
  };

  test('is acknowledged without a reaction where the log says that its work is done', async () => {
    const answers: string[] = [];
    const { reacted, react } = reactions();
    const seen = handling(holding([approved, paid, received], answers), { policies, react });
    await eventually(() => seen.length === 2);
    expect([seen, answers, reacted]).toEqual([['handled PaymentApproved', 'handled CartPaid'], ['ack', 'ack'], []]);
  });

  test('is reacted to where the log does not say so: what died in the middle goes on', async () => {
    const { reacted, react } = reactions();
    const seen = handling(holding([approved, paid], []), { policies, react });
    await eventually(() => seen.length === 2);
    expect(reacted).toEqual(['CartPaid']);
  });

  test('is reacted to where the log cannot be read ahead', async () => {
    const { reacted, react } = reactions();
    const failing: EventStore['subscribe'] = () => {
      throw new EngineUnavailable('away');
    };
    const engine = { ...holding([approved, paid, received], []), subscribe: failing };
    const seen = handling(engine, { policies, react });
    await eventually(() => seen.length === 2);
    expect(reacted).toEqual(['PaymentApproved', 'CartPaid']);
  });

  test('whose work is done counts as handled when its acknowledgement is lost: it comes again', async () => {
    const engine = holding([approved, paid, received], []);
    const losing: EventStore['consume'] = async function* (...asked) {
      for await (const delivery of engine.consume(...asked))
        yield { ...delivery, ack: () => Promise.reject(new EngineUnavailable('gone')) };
    };
    const { reacted, react } = reactions();
    const seen = handling({ ...engine, consume: losing }, { policies, react });
    await eventually(() => seen.length === 2);
    expect([seen, reacted]).toEqual([['handled PaymentApproved', 'handled CartPaid'], []]);
  });
});

describe('an acknowledgement that waits for others', () => {
  test('keeps no later event waiting, and the process waits for it when it stops', async () => {
    const written: (() => void)[] = [];
    const events = Array.from({ length: 100 }, () => moved);
    const engine = delivering(events, []);
    const slow: EventStore['consume'] = async function* (...asked) {
      for await (const delivery of engine.consume(...asked))
        yield { ...delivery, ack: () => new Promise((resolve) => written.push(resolve)) };
    };
    let tries = 0;
    const react: React = () => Promise.resolve(void tries++);
    const seen = handling({ ...engine, consume: slow }, { policies: [checkOutEach], react });
    await eventually(() => written.length === 100);
    expect([tries, seen]).toEqual([100, []]);
    stopping.abort();
    let isOver = false;
    void working.then(() => (isOver = true));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(isOver).toBe(false);
    for (const resolve of written) resolve();
    await working;
    expect(seen).toHaveLength(100);
  });
});

describe('on the event store', () => {
  const engine = withEventStore(upcast);
  const standIn = withPaymentProvider();
  const card = { menuName: 'pizza3', menuType: 'pizza', description: '', price: 15000, ...PLAIN_CARD };

  const reactingHere = (): React => {
    const [aggregates, provider] = [aggregatesOn(engine.store), standIn.provider()];
    return reacting(aggregates, provider, new ScriptedMenuServiceProbe(), checkoutProcess(aggregates, provider));
  };

  test('offers end up in store menus once, however often they are delivered; deleting takes them off', async () => {
    const { menus } = aggregatesOn(engine.store);
    await menus.handle('menu-1', { type: 'RegisterMenu', menuId: 1, audience: 'all', ...card }, once());
    const seen = handling(engine.store, { policies, react: reactingHere(), storeIds: [2001, 2002] });
    await eventually(() => seen.includes('handled MenuOffered'));
    const [, offer] = await engine.store.read('menu-1');
    const react = reactingHere();
    const command = { type: 'ReceiveOffer', storeId: 2001, menuId: 1, offer: 1, revision: 1, ...card } as const;
    for (let n = 0; n < 2; n++) await react({ do: 'storeMenu', storeId: 2001, menuId: 1, command }, offer as Recorded);
    for (const storeId of [2001, 2002]) {
      const events = await engine.store.read(storeMenuStream(storeId, 1));
      expect(events).toMatchObject([{ type: 'MenuConfirmationRequested', data: { storeId, offer: 1, price: 15000 } }]);
      expect(events[0]?.metadata).toMatchObject({
        actor: { sub: 'system' },
        $causationId: offer?.id,
        $correlationId: 'c',
      });
    }
    await menus.handle('menu-1', { type: 'DeleteMenu', reason: 'gone' }, once());
    await eventually(() => seen.includes('handled MenuDeleted'));
    const taken = await engine.store.read(storeMenuStream(2002, 1));
    expect(taken.map(({ type }) => type)).toEqual(['MenuConfirmationRequested', 'MenuDelisted']);
  });
});
