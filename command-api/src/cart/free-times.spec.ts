import { DEFAULT_SETTINGS, dateOfQuarter, freeTimes, type OpeningHours } from '@doremi/domain';
import { given, played } from '@doremi/domain/testing';
import { isRefusal } from '@doremi/event-sourcing';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { heldIn, type Holder, slots } from '../slots/slots.decider.js';
import { cart } from './cart.decider.js';
import { quarterFor, type TakingStore } from './taking-order.decider.js';
import { add, choose, create, ids, order } from './testing/cart.samples.js';

const MINUTE = 60_000;
const QUARTER = 15 * MINUTE;
const DAY = 96 * QUARTER;
const instant = (at: number): string => new Date(at).toISOString();

/** Zones, and a day on which the clocks there go on, or back, or neither. */
const DAYS = [
  ...['Asia/Seoul 2026-03-02', 'Asia/Kathmandu 2026-03-02', 'Europe/Berlin 2026-03-29', 'Europe/Berlin 2026-10-25'],
  ...['Australia/Lord_Howe 2026-04-05', 'Australia/Lord_Howe 2026-10-04', 'America/Havana 2026-11-01'],
].map((written) => written.split(' ') as [timezone: string, date: string]);

const time = fc.constantFrom('00:00', '01:05', '02:00', '02:15', '02:30', '03:00', '11:00', '14:00', '17:30', '23:45');
const period = { open: time, close: time };
const hoursOn = (date: string): fc.Arbitrary<OpeningHours | null> =>
  fc.option(
    fc.record({
      weekly: fc.array(fc.record({ day: fc.integer({ min: 1, max: 7 }), ...period }), { minLength: 2, maxLength: 9 }),
      exceptions: fc.array(fc.record({ date: fc.constant(date), ...period }), { maxLength: 2 }),
    }),
    { freq: 6 },
  );

/** A store, one of its days, and what others hold on it; `now` is up to eight days before that. */
const anything = fc.constantFrom(...DAYS).chain(([timezone, date]) => {
  const begins = Date.parse(date) - DAY / 4;
  const now = fc.integer({ min: begins - 8 * DAY, max: begins + DAY });
  const held = fc.array(fc.integer({ min: 0, max: 95 }), { maxLength: 40 });
  return fc.record({
    ...{ timezone: fc.constant(timezone), begins: fc.constant(begins), now: now.map(instant), held },
    hours: hoursOn(date),
    ordersPerQuarter: fc.constantFrom(null, 1, 2),
    /** How long its pause still takes, minutes; null for one without an end. */
    pause: fc.option(fc.option(fc.integer({ min: 0, max: 2_000 }), { freq: 9 }), { nil: 'none' as const, freq: 2 }),
  });
});

const filled = given(cart, played(cart, create, add)).state;

test('what is free is what may be chosen and ordered, and nothing else on that day is', () => {
  let offeredOnce = 0;
  fc.assert(
    fc.property(anything, ({ timezone, begins, now, held, hours, ordersPerQuarter, pause }) => {
      const until = typeof pause === 'number' ? instant(Date.parse(now) + pause * MINUTE) : null;
      const settings = { ...DEFAULT_SETTINGS, hours, ordersPerQuarter };
      const store: TakingStore = { status: pause === 'none' ? 'OPEN' : 'PAUSED', until, timezone, settings };
      const holders = held.map((index, place): Holder => {
        return { quarter: instant(begins + index * QUARTER), cartId: 100 + place, attempt: 1, takenAt: now };
      });
      const isFree = (quarter: string) => ordersPerQuarter === null || heldIn({ holders }, quarter) < ordersPerQuarter;
      const offered = new Set(freeTimes(store, now, isFree));

      /** Chosen now, and ordered at the first moment at which the store takes orders. */
      const isTaken = (wantedAt: string): boolean => {
        const wanted = { ...choose, fulfilment: { ...choose.fulfilment, wantedAt }, now };
        const chosen = cart.decide(wanted, filled);
        if (isRefusal(chosen)) return false;
        const asked = chosen.reduce((state, event) => cart.evolve(state, event, 2), filled);
        const isOver = until !== null && until > now;
        const then = isOver ? until : now;
        const taking: TakingStore = pause === null ? store : { ...store, status: 'OPEN' };
        const quarter = quarterFor(asked, taking, then);
        const ordered = cart.decide({ ...order, store: taking, now: then, quarter }, asked);
        if (isRefusal(ordered)) return false;
        if (quarter === null) return true;
        const slot = { storeId: ids.storeId, date: dateOfQuarter(quarter), quarter, cartId: ids.cartId, attempt: 1 };
        return !isRefusal(slots.decide({ type: 'TakeSlot', ...slot, limit: ordersPerQuarter, now: then }, { holders }));
      };

      for (let at = begins; at < begins + DAY; at += QUARTER) {
        const quarter = instant(at);
        expect([quarter, offered.has(quarter)]).toEqual([quarter, isTaken(quarter)]);
      }
      if (offered.size > 0) offeredOnce += 1;
    }),
    { numRuns: 50 },
  );
  expect(offeredOnce).toBeGreaterThan(0);
});

test('quarters begin ten minutes ahead, and end after seven days', () => {
  const store: TakingStore = { status: 'OPEN', until: null, timezone: 'UTC', settings: DEFAULT_SETTINGS };
  const times = freeTimes(store, '2026-03-01T12:05:00.000Z', () => true);
  expect([times[0], times.at(-1), times.length]).toEqual(['2026-03-01T12:15:00.000Z', '2026-03-08T12:00:00.000Z', 672]);
  expect(freeTimes(store, '2026-03-01T12:05:00.001Z', () => true)[0]).toBe('2026-03-01T12:30:00.000Z');
});
