import fc from 'fast-check';
import type { CartCommand } from '../cart.decider.js';
import {
  add,
  by,
  choose,
  confirm,
  confirmHold,
  create,
  expire,
  hold,
  NOON,
  order,
  remove,
  reopen,
} from './cart.samples.js';

const number = fc.integer({ min: 1, max: 3 });
/** Any command to one cart, also such as make no sense. */
export const anyCartCommand: fc.Arbitrary<CartCommand> = fc.oneof(
  fc.constant(create),
  fc
    .record({ quantity: fc.integer({ min: 1, max: 99 }), unitPrice: fc.nat(1_000_000_000) })
    .map((line) => ({ ...add, ...line })),
  fc.constantFrom('DELIVERY' as const, 'PICKUP' as const).map((type) => ({
    ...choose,
    fulfilment: { ...choose.fulfilment, type },
  })),
  fc.constantFrom(hold, order, order, expire, { ...expire, idleSeconds: 1 }),
  fc
    .record({ holdId: number, now: fc.constantFrom(NOON, '2026-01-31T14:00:00.000Z') })
    .map((given) => ({ ...confirmHold, ...given })),
  number.map((holdId) => ({ type: 'DropHold' as const, holdId, reason: 'MENU_SOLD_OUT' })),
  number.map((holdId) => ({ type: 'CancelHold' as const, by, holdId })),
  number.map((lineId) => ({ ...remove, lineId })),
  number.map((attempt) => ({ ...reopen, attempt })),
  number.map((attempt) => ({ ...confirm, attempt })),
);
