import { type Actor, plainOrder } from '@doremi/domain';
import fc from 'fast-check';
import type { OrderCommand } from '../order.decider.js';

export const alice: Actor = { sub: 'alice', roles: ['customer'] };
export const bob: Actor = { sub: 'bob', roles: ['customer'] };
const store: Actor = { sub: 'kim', roles: ['store'], storeId: 2002 };
export const otherStore: Actor = { sub: 'lee', roles: ['store'], storeId: 2003 };
export const admin: Actor = { sub: 'root', roles: ['admin'] };

export const ids = { orderId: 1, storeId: 2002, customerId: 'alice' };
export const money = { total: 30000, businessDay: '2026-01-31' };
const lines = [{ lineId: 1, menuId: 1, revision: 1, menuName: 'pizza3', quantity: 2, unitPrice: 15000, options: [] }];
const terms = plainOrder(money.total);
export const received = {
  ...ids,
  ...money,
  ...terms,
  cartId: 1,
  paymentId: 1,
  lines,
  paidAt: '2026-01-31T12:00:00.000Z',
};

/** As its store takes it that has to answer; `receiveAuto` is one that it need not answer, `receiveOld` one from before. */
export const waiting = { ...received, acceptBy: '2026-01-31T12:05:00.000Z' };
export const receive = { type: 'ReceiveOrder', ...waiting, promisedAt: null, now: received.paidAt } as const;
const promisedAt = '2026-01-31T12:20:00.000Z';
export const receiveAuto = { type: 'ReceiveOrder', ...received, promisedAt, now: received.paidAt } as const;
export const receiveOld = { ...receive, acceptBy: null } as const;
export const late = '2026-01-31T12:05:00.001Z';
export const stepsBy = (by: Actor) =>
  ({
    AcceptOrder: { type: 'AcceptOrder', by, minutes: 30, now: '2026-01-31T12:01:00.000Z' },
    RefuseOrder: { type: 'RefuseOrder', by, reason: 'no cheese left' },
    StartCooking: { type: 'StartCooking', by, minutes: 20, now: '2026-01-31T12:02:00.000Z' },
    CompleteCooking: { type: 'CompleteCooking', by },
    RecallCooking: { type: 'RecallCooking', by, reason: 'burnt' },
    Dispatch: { type: 'Dispatch', by, courier: 'Jo' },
    CompleteDelivery: { type: 'CompleteDelivery', by, now: '2026-01-31T12:30:00.000Z' },
    FailDelivery: { type: 'FailDelivery', by, reason: 'nobody there' },
    CancelOrder: { type: 'CancelOrder', by, reason: 'changed my mind' },
  }) as const;
export const step = stepsBy(store);

const actor = fc.constantFrom(alice, bob, store, store, store, otherStore, admin);
/** Any command to one order, also such as make no sense. */
export const anyOrderCommand: fc.Arbitrary<OrderCommand> = fc.oneof(
  fc.constantFrom({ ...receive, total: 1 }, receiveAuto, receiveOld),
  fc.constantFrom(late, received.paidAt).map((now) => ({ type: 'CancelUnanswered', now }) as const),
  fc.constant({ type: 'CancelRefunded', by: 'root', reason: 'by mistake' } as const),
  fc.tuple(actor, fc.constantFrom(...Object.keys(step))).map(([by, type]) => stepsBy(by)[type as keyof typeof step]),
);
