import { expect, test } from '@jest/globals';
import { type SlotEvent, slots } from '@doremi/domain';
import { at, folded } from './testing/folded.js';

const slot = (cartId: number, time: string) => {
  return { storeId: 2002, date: '2026-01-31', quarter: `2026-01-31T${time}:00.000Z`, cartId, attempt: 1 };
};
const taken = (cartId: number, time = '12:00'): SlotEvent => {
  return { type: 'SlotTaken', data: { ...slot(cartId, time), takenAt: at(1) } };
};
const freed = (cartId: number, time = '12:00'): SlotEvent => ({ type: 'SlotFreed', data: slot(cartId, time) });

test('counts what is held of each quarter', () => {
  const day = (held: object) => ({ '2002.2026-01-31': { storeId: 2002, date: '2026-01-31', held } });
  expect(folded(slots, taken(1), taken(2), taken(3, '12:15'))).toEqual(day({ '12:00': 2, '12:15': 1 }));
  expect(folded(slots, taken(1), taken(2), freed(1))).toEqual(day({ '12:00': 1 }));
  expect(folded(slots, freed(1))).toEqual(day({ '12:00': 0 }));
});
