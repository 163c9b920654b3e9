import {
  anySlotEvent,
  expectEvolveIsTotal,
  expectRepeatEmitsNothing,
  given,
  played,
  stateAfter,
} from '@doremi/domain/testing';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { heldIn, type SlotCommand, slots } from './slots.decider.js';

const QUARTER = '2026-01-31T12:00:00.000Z';
const NEXT = '2026-01-31T12:15:00.000Z';
const at = (seconds: number): string => new Date(Date.parse(QUARTER) + seconds * 1_000).toISOString();
const place = (cartId: number, attempt = 1, quarter = QUARTER) => {
  return { storeId: 2002, date: '2026-01-31', quarter, cartId, attempt };
};
interface Taking {
  readonly limit?: number | null;
  readonly quarter?: string;
  readonly now?: string;
}
const take = (cartId: number, attempt = 1, { limit = 1, quarter = QUARTER, now = at(0) }: Taking = {}) => {
  return { type: 'TakeSlot', ...place(cartId, attempt, quarter), limit, now } as const;
};
const free = (cartId: number, attempt = 1) => ({ type: 'FreeSlot', ...place(cartId, attempt) }) as const;
const sweep = (cartId: number, now: string, attempt = 1) => {
  return { type: 'SweepSlot', ...place(cartId, attempt), now } as const;
};
const after = (...commands: SlotCommand[]) => given(slots, played(slots, ...commands));

describe('the places of a quarter of an hour', () => {
  test('are taken until there are none left, each quarter for itself', () => {
    given(slots)
      .when(take(1))
      .then({ type: 'SlotTaken', data: { ...place(1), takenAt: at(0) } });
    after(take(1)).when(take(2)).thenRefused('STORE_BUSY', { quarter: QUARTER });
    after(take(1))
      .when(take(2, 1, { quarter: NEXT }))
      .thenOne('SlotTaken', { quarter: NEXT });
    after(take(1))
      .when(take(2, 1, { limit: 2 }))
      .thenOne('SlotTaken', { cartId: 2 });
    after(take(1))
      .when(take(2, 1, { limit: null }))
      .thenOne('SlotTaken', { cartId: 2 });
  });

  test('are their cart’s, which takes one once, also where there are fewer by now', () => {
    after(take(1)).when(take(1)).thenNothing();
    after(take(1, 1, { limit: 2 }), take(2, 1, { limit: 2 }))
      .when(take(2))
      .thenNothing();
  });

  test('another attempt of a cart takes the place that it had', () => {
    after(take(1))
      .when(take(1, 2))
      .then({ type: 'SlotFreed', data: place(1) }, { type: 'SlotTaken', data: { ...place(1, 2), takenAt: at(0) } });
  });

  test('are free again when what took them is over', () => {
    after(take(1))
      .when(free(1))
      .then({ type: 'SlotFreed', data: place(1) });
    after(take(1)).when(free(1, 2)).thenNothing();
    given(slots).when(free(1)).thenNothing();
    after(take(1), free(1)).when(take(2)).thenOne('SlotTaken', { cartId: 2 });
  });

  test('are swept after 15 seconds', () => {
    after(take(1))
      .when(sweep(1, at(14.999)))
      .thenNothing();
    after(take(1))
      .when(sweep(1, at(15)))
      .thenOne('SlotFreed', { cartId: 1 });
    after(take(1))
      .when(sweep(2, at(15)))
      .thenNothing();
  });

  test('are taken anew before they may be swept, and a sweep that saw the old one does nothing', () => {
    const late = take(1, 1, { now: at(10) });
    after(take(1))
      .when(late)
      .then({ type: 'SlotFreed', data: place(1) }, { type: 'SlotTaken', data: { ...place(1), takenAt: at(10) } });
    after(take(1), late)
      .when(sweep(1, at(16)))
      .thenNothing();
  });

  const number = fc.integer({ min: 1, max: 3 });
  const now = fc.integer({ min: 0, max: 60 }).map(at);
  const anyPlace = fc
    .record({ cartId: number, attempt: number, quarter: fc.constantFrom(QUARTER, NEXT) })
    .map(({ cartId, attempt, quarter }) => place(cartId, attempt, quarter));
  const anyCommand: fc.Arbitrary<SlotCommand> = fc.oneof(
    fc.tuple(anyPlace, now).map(([slot, now]) => ({ type: 'TakeSlot' as const, ...slot, limit: 2, now })),
    anyPlace.map((slot) => ({ type: 'FreeSlot' as const, ...slot })),
    fc.tuple(anyPlace, now).map(([slot, now]) => ({ type: 'SweepSlot' as const, ...slot, now })),
  );

  test('are never held by more than there are', () => {
    fc.assert(
      fc.property(fc.array(anyCommand, { maxLength: 40 }), (commands) => {
        const state = stateAfter(slots, commands);
        for (const quarter of [QUARTER, NEXT]) expect(heldIn(state, quarter)).toBeLessThanOrEqual(2);
      }),
    );
  });

  test('a repeat emits nothing', () => expectRepeatEmitsNothing(slots, anyCommand, () => true));
  test('evolve never throws', () => expectEvolveIsTotal(slots, anySlotEvent));
});
