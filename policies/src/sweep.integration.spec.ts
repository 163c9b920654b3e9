import { EngineUnavailable } from '@doremi/event-sourcing';
import type { Query, ReadSide } from '@doremi/read-models';
import { filterOf } from '@doremi/read-models/testing';
import { upcast, cartStream, type OpenWork, slotsStream } from '@doremi/domain';
import { withEventStore } from '@doremi/event-store/testing';
import { eventually } from '@doremi/event-sourcing/testing';
import { silentLog } from '@doremi/process/testing';
import { afterEach, describe, expect, test } from '@jest/globals';
import { aggregatesOn, checkoutProcess } from '@doremi/command-api';
import {
  create,
  once,
  orderedCarts,
  PaymentProviderInMemory,
  ScriptedMenuServiceProbe,
} from '@doremi/command-api/testing';
import type { Reaction } from './policy.js';
import { sweep } from './sweep.js';

const engine = withEventStore(upcast);
const { ordered } = orderedCarts(() => engine.store);

const menuServiceProbe = new ScriptedMenuServiceProbe();
let stopping = new AbortController();
let sweeping: Promise<void> = Promise.resolve();
afterEach(async () => {
  stopping.abort();
  await sweeping;
  stopping = new AbortController();
});

const LONG_AGO = '2020-01-01T00:00:00.000Z';
const left = (cartId: number, more: Partial<OpenWork> = {}): OpenWork => ({
  ...{ cartId, storeId: 2002, attempt: { attempt: 1, since: LONG_AGO }, refunds: [], owed: [], kept: 0, holds: [] },
  ...{ places: [], ordered: null, acceptBy: null, idleSince: null, open: true },
  ...more,
});

/** A read side with this open work alone, which answers the questions of the sweep. */
const readSideWith = (work: readonly OpenWork[]): ReadSide => {
  const find = (query: Query<OpenWork>): Promise<OpenWork[]> => {
    const filter = JSON.stringify(filterOf(query));
    if (filter.includes('idleSince')) looksForIdle++;
    if (filter.includes('idleSince')) return Promise.resolve(work.filter(({ idleSince }) => idleSince !== null));
    if (filter.includes('acceptBy')) {
      const { $lt } = query.where?.acceptBy as { $lt: string };
      const late = work.filter(({ acceptBy }) => acceptBy !== null && acceptBy < $lt);
      const seen = query.after ? late.findIndex(({ cartId }) => cartId === query.after?.[1]) + 1 : 0;
      return Promise.resolve(late.slice(seen, seen + (query.limit ?? 0)));
    }
    const after = Number(query.after?.[0] ?? 0);
    return Promise.resolve(work.filter(({ open, cartId }) => open && cartId > after).slice(0, query.limit));
  };
  return { readModel: () => ({ find }), close: () => undefined } as unknown as ReadSide;
};

let rounds = 0;
/** How often it was looked for carts that nobody touched. */
let looksForIdle = 0;

/** Sweeps until the test is over; `react` is told of each reaction, in `asked`. */
const sweepOver = (
  work: readonly OpenWork[],
  react: (reaction: Reaction) => Promise<void> = () => Promise.resolve(),
) => {
  const asked: Reaction[] = [];
  const { signal } = stopping;
  sweeping = sweep({
    aggregates: aggregatesOn(engine.store),
    readSide: readSideWith(work),
    react: (reaction) => {
      asked.push(reaction);
      return react(reaction);
    },
    menuServiceProbe,
    cartTtl: 86_400,
    cameRound: () => void rounds++,
    log: silentLog,
    signal,
  });
  return asked;
};

describe('the sweep', () => {
  test('confirms holds once the menu service answers, and asks it once for all of them', async () => {
    const cartId = await ordered(15000);
    const hold = { holdId: 1, menuId: 1, expiresAt: '2999-01-01T00:00:00.000Z' };
    const held = left(cartId, { attempt: null, holds: [hold] });
    menuServiceProbe.busy = 'TOO_SLOW';
    menuServiceProbe.asked = 0;
    const asked = sweepOver([held, held, left(cartId)]);
    // The third is worked on after the first two were looked at.
    await eventually(() => asked.length > 0);
    expect(asked[0]).toEqual({ do: 'checkOut', cartId });
    expect(menuServiceProbe.asked).toBe(1);
    menuServiceProbe.busy = null;
    await eventually(() => asked.filter((reaction) => reaction.do === 'confirmHolds').length >= 2);
  });

  test('has a hold dropped whose time has run out, whatever the menu service does', async () => {
    const cartId = await ordered(15000);
    menuServiceProbe.busy = 'TOO_SLOW';
    const asked = sweepOver([left(cartId, { attempt: null, holds: [{ holdId: 1, menuId: 1, expiresAt: LONG_AGO }] })]);
    await eventually(() => asked.length > 0);
    expect(asked[0]).toEqual({ do: 'confirmHolds', cartId });
    menuServiceProbe.busy = null;
  });

  test('finishes an attempt that was left behind, and leaves one alone that is under way', async () => {
    const [behind, underWay] = [await ordered(15000), await ordered(15000)];
    const recent = { attempt: 1, since: new Date().toISOString() };
    const asked = sweepOver([left(behind), left(underWay, { attempt: recent }), left(behind)]);
    await eventually(() => asked.length === 2);
    expect(asked).toEqual([
      { do: 'checkOut', cartId: behind },
      { do: 'checkOut', cartId: behind },
    ]);
  });

  test('frees a place that was taken and not ordered with, after 15 seconds', async () => {
    const cartId = await ordered(15000);
    const aggregates = aggregatesOn(engine.store);
    const quarter = '2026-01-31T12:00:00.000Z';
    const stream = slotsStream(2002, '2026-01-31');
    const slot = { storeId: 2002, date: '2026-01-31', quarter, cartId };
    const takenAt = (secondsAgo: number) => new Date(Date.now() - secondsAgo * 1_000).toISOString();
    const places = [
      { quarter, attempt: 8, takenAt: takenAt(20) },
      { quarter, attempt: 9, takenAt: takenAt(5) },
    ];
    for (const { attempt, takenAt: now } of places)
      await aggregates.slots.handle(stream, { type: 'TakeSlot', ...slot, attempt, limit: null, now }, once());
    sweepOver([left(cartId, { attempt: null, places })]);
    const freed = async () => (await aggregates.slots.history(stream)).filter(({ type }) => type === 'SlotFreed');
    await eventually(async () => (await freed()).length > 0);
    expect((await freed()).map(({ data }) => data)).toEqual([{ ...slot, attempt: 8 }]);
  });

  test('has every order cancelled that was to be answered by now, though some of them can not be', async () => {
    const cartId = await ordered(15000);
    await checkoutProcess(aggregatesOn(engine.store), new PaymentProviderInMemory())(cartId, once());
    const late = Array.from({ length: 450 }, () => left(cartId, { attempt: null, open: false, acceptBy: LONG_AGO }));
    const later = left(cartId, { attempt: null, open: false, acceptBy: '2999-01-01T00:00:00.000Z' });
    const asked = sweepOver([
      ...late.map((work, index) => ({ ...work, cartId: index === 449 ? cartId : 9_000 + index })),
      later,
    ]);
    // Orders that are not there are nothing to do; the last one is behind two pages of them.
    await eventually(() => asked.length > 0);
    expect(asked[0]).toEqual({ do: 'cancelUnanswered', orderId: cartId });
  });

  test('looks for carts whose time is up as often as that time is long', async () => {
    looksForIdle = 0;
    rounds = 0;
    sweepOver([]);
    await eventually(() => rounds >= 3);
    expect(looksForIdle).toBe(1);
  });

  test('says with each piece of work that it is not stuck', async () => {
    const cartId = await ordered(15000);
    rounds = 0;
    const asked = sweepOver([left(cartId), left(cartId), left(cartId)]);
    await eventually(() => asked.length === 3 && rounds >= 4);
  });

  test('goes on with the next when one fails', async () => {
    const [broken, fine] = [await ordered(15000), await ordered(15000)];
    const asked = sweepOver([left(broken), left(fine)], (reaction) =>
      reaction.do === 'checkOut' && reaction.cartId === broken
        ? Promise.reject(new Error('broken'))
        : Promise.resolve(),
    );
    await eventually(() => asked.some((reaction) => reaction.do === 'checkOut' && reaction.cartId === fine));
  });

  test('goes on with the others while one takes long, sixteen at a time', async () => {
    let finish: () => void = () => undefined;
    let [underWay, most] = [0, 0];
    const work = await Promise.all(Array.from({ length: 40 }, async () => left(await ordered(15000))));
    const asked = sweepOver(work, async () => {
      most = Math.max(most, ++underWay);
      await (asked.length === 1 ? new Promise<void>((resolve) => (finish = resolve)) : new Promise(setImmediate));
      underWay--;
    });
    await eventually(() => asked.length >= 40);
    finish();
    expect(most).toBeLessThanOrEqual(16);
  });

  test('waits when an engine is away: it is away for every one of them', async () => {
    const cartId = await ordered(15000);
    const work = Array.from({ length: 100 }, () => left(cartId));
    const asked = sweepOver(work, () => Promise.reject(new EngineUnavailable('away')));
    await eventually(() => asked.length >= 16);
    stopping.abort();
    await sweeping;
    // Those that were under way together have found out, and nobody else was sent after them.
    expect(asked.length).toBeLessThan(work.length);
  });

  test('expires a cart that nobody touched, and not one that somebody did meanwhile', async () => {
    const { carts } = aggregatesOn(engine.store);
    const opened = async (cartId: number, now: string) =>
      carts.handle(cartStream(cartId), { ...create, cartId }, { ...once(), now });
    await opened(801, LONG_AGO);
    await opened(802, new Date().toISOString());
    const idle = (cartId: number) => left(cartId, { attempt: null, open: false, idleSince: LONG_AGO });
    sweepOver([idle(802), idle(801)]);
    await eventually(async () => (await carts.load(cartStream(801))).state.status === 'EXPIRED');
    expect((await carts.load(cartStream(802))).state.status).toBe('BLANK');
  });
});
