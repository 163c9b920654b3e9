import { describe, expect, test } from '@jest/globals';
import type { Line, OrderEvent, PaymentEvent } from '@doremi/domain';
import { anyOrderEvent, anyPaymentEvent } from '@doremi/domain/testing';
import fc from 'fast-check';
import { salesByDay } from './sales-by-day.js';
import { salesByMenu } from './sales-by-menu.js';
import { folded } from './testing/folded.js';
import { orderSteps as step } from './testing/order-steps.js';

const DAY = '2002.2026-01-01';
const small = { groupId: 'size', optionId: 'small', name: 'Small', priceDelta: -2_000 };
const olives = { groupId: 'toppings', optionId: 'olives', name: 'Olives', priceDelta: 150 };
const line = (menuId: number, quantity: number, options = [small], menuName = `pizza${menuId}`): Line => ({
  ...{ lineId: menuId, menuId, revision: 1, menuName, quantity, unitPrice: 1_000 * menuId, options },
});
const received = (...lines: Line[]) => ({ ...step.received, data: { ...step.received.data, lines } });
const cancelled = (...lines: Line[]) => ({ ...step.cancelled, data: { ...step.cancelled.data, lines } });
const refunded = (refundId: string, amount: number, reason = 'cold') =>
  ({
    type: 'PaymentRefunded',
    data: {
      ...{ paymentId: 1, cartId: 1, storeId: 2002, customerId: 'alice', businessDay: '2026-01-01', attempt: 1 },
      ...{ amount, refundId, reason, providerReference: 'back', by: null, net: null, tax: null },
    },
  }) as const satisfies PaymentEvent;

describe('salesByMenu', () => {
  test('counts each menu and each of its options, sold and returned', () => {
    const { [DAY]: day } = folded(
      salesByMenu,
      received(line(1, 2), line(2, 1, [small, olives])),
      received(line(1, 3, [olives], 'Pizza 1')),
      cancelled(line(1, 2)),
    );
    expect(day).toEqual({
      ...{ storeId: 2002, businessDay: '2026-01-01', refundedInPart: 0 },
      menus: [
        {
          ...{ menuId: 1, menuName: 'Pizza 1', sold: 5, revenue: 5_000, returned: 2, returnedAmount: 2_000 },
          options: [
            { groupId: 'size', optionId: 'small', name: 'Small', sold: 2, returned: 2 },
            { groupId: 'toppings', optionId: 'olives', name: 'Olives', sold: 3, returned: 0 },
          ],
        },
        {
          ...{ menuId: 2, menuName: 'pizza2', sold: 1, revenue: 2_000, returned: 0, returnedAmount: 0 },
          options: [
            { groupId: 'size', optionId: 'small', name: 'Small', sold: 1, returned: 0 },
            { groupId: 'toppings', optionId: 'olives', name: 'Olives', sold: 1, returned: 0 },
          ],
        },
      ],
    });
  });

  test('what went back of an order that was not cancelled is an amount; of one that was, its lines are returned', () => {
    const { [DAY]: day } = folded(
      salesByMenu,
      received(line(1, 2)),
      refunded('a-person', 150),
      cancelled(line(1, 2)),
      refunded('1-cancelled', 1_850, 'ORDER_CANCELLED'),
      refunded('1-cancelled-2', 10, 'ORDER_CANCELLED'),
      refunded('1-1-abandoned', 2_000, 'ATTEMPT_ABANDONED'),
    );
    expect(day).toMatchObject({ refundedInPart: 150, menus: [{ sold: 2, returned: 2 }] });
  });

  test('comes to what the lines of all orders come to, whatever happens', () => {
    type SalesEvent = Extract<OrderEvent | PaymentEvent, { type: keyof typeof salesByMenu.on }>;
    const any = fc.oneof(anyOrderEvent, anyPaymentEvent).filter(({ type }) => type in salesByMenu.on);
    fc.assert(
      fc.property(fc.array(any as fc.Arbitrary<SalesEvent>, { minLength: 1, maxLength: 30 }), (events) => {
        const days = Object.values(folded(salesByMenu, ...events));
        const sum = (of: (menu: NonNullable<(typeof days)[number]>['menus'][number]) => number) =>
          days.reduce((all, day) => all + (day?.menus.reduce((some, menu) => some + of(menu), 0) ?? 0), 0);
        const linesOf = (type: SalesEvent['type']) =>
          events.flatMap((event) => (event.type === type && 'lines' in event.data ? event.data.lines : []));
        const quantity = (lines: readonly Line[]) => lines.reduce((all, one) => all + one.quantity, 0);
        const amount = (lines: readonly Line[]) => lines.reduce((all, one) => all + one.quantity * one.unitPrice, 0);
        const [sold, back] = [linesOf('OrderReceived'), linesOf('OrderCancelled')];
        expect([sum((menu) => menu.sold), sum((menu) => menu.revenue)]).toEqual([quantity(sold), amount(sold)]);
        expect([sum((menu) => menu.returned), sum((menu) => menu.returnedAmount)]).toEqual([
          quantity(back),
          amount(back),
        ]);
      }),
    );
  });

  test('has a document for the same store and day as the sales by day', () => {
    const events = [received(line(1, 1)), cancelled(line(1, 1)), refunded('r', 1)] as const;
    expect(Object.keys(folded(salesByMenu, ...events))).toEqual(Object.keys(folded(salesByDay, ...events)));
  });
});
