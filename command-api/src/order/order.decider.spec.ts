import { ANONYMOUS, NOBODY } from '@doremi/domain';
import {
  anyOrderEvent,
  expectEvolveIsTotal,
  expectRepeatEmitsNothing,
  given,
  played,
  stateAfter,
  testTransitions,
} from '@doremi/domain/testing';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { allowedFrom, order, type OrderCommand, type OrderStatus } from './order.decider.js';
import {
  admin,
  alice,
  anyOrderCommand,
  bob,
  ids,
  money,
  late,
  otherStore,
  receive,
  received,
  step,
  stepsBy,
  waiting,
} from './testing/any-order-command.js';

/** How an order gets there, by the store's hand. */
const ways: Record<OrderStatus, readonly OrderCommand[]> = {
  NONE: [],
  RECEIVED: [receive],
  ACCEPTED: [receive, step.AcceptOrder],
  COOKING: [receive, step.StartCooking],
  READY: [receive, step.StartCooking, step.CompleteCooking],
  DELIVERING: [receive, step.StartCooking, step.Dispatch],
  DELIVERY_FAILED: [receive, step.StartCooking, step.Dispatch, step.FailDelivery],
  COMPLETED: [receive, step.StartCooking, step.Dispatch, step.CompleteDelivery],
  CANCELLED: [receive, step.CancelOrder],
};
const STATUSES = Object.keys(ways) as OrderStatus[];
const unanswered = { type: 'CancelUnanswered', now: late } as const;
const refunded = { type: 'CancelRefunded', by: 'root', reason: 'by mistake' } as const;
const { paymentId, lines } = received;
const cancelled = { paymentId, lines };
const after = (status: OrderStatus) => given(order, played(order, ...ways[status]));

describe('order', () => {
  const refused = {
    ReceiveOrder: [],
    CancelUnanswered: [],
    CancelRefunded: [],
    AcceptOrder: 'ORDER_STEP_NOT_ALLOWED',
    RefuseOrder: 'ORDER_STEP_NOT_ALLOWED',
    StartCooking: 'ORDER_STEP_NOT_ALLOWED',
    CompleteCooking: 'ORDER_STEP_NOT_ALLOWED',
    RecallCooking: 'ORDER_STEP_NOT_ALLOWED',
    Dispatch: 'ORDER_STEP_NOT_ALLOWED',
    CompleteDelivery: 'ORDER_STEP_NOT_ALLOWED',
    FailDelivery: 'ORDER_STEP_NOT_ALLOWED',
    CancelOrder: 'ORDER_STEP_NOT_ALLOWED',
  } as const;

  testTransitions({
    decider: order,
    statusOf: ({ status }) => status,
    situations: {
      NONE: [],
      RECEIVED: played(order, ...ways.RECEIVED),
      ACCEPTED: played(order, ...ways.ACCEPTED),
      COOKING: played(order, ...ways.COOKING),
      READY: played(order, ...ways.READY),
      DELIVERING: played(order, ...ways.DELIVERING),
      DELIVERY_FAILED: played(order, ...ways.DELIVERY_FAILED),
      COMPLETED: played(order, ...ways.COMPLETED),
      CANCELLED: played(order, ...ways.CANCELLED),
    },
    commands: { ReceiveOrder: receive, CancelUnanswered: unanswered, CancelRefunded: refunded, ...step },
    table: {
      NONE: {
        ReceiveOrder: ['OrderReceived'],
        CancelUnanswered: [],
        CancelRefunded: [],
        AcceptOrder: 'ORDER_NOT_FOUND',
        RefuseOrder: 'ORDER_NOT_FOUND',
        StartCooking: 'ORDER_NOT_FOUND',
        CompleteCooking: 'ORDER_NOT_FOUND',
        RecallCooking: 'ORDER_NOT_FOUND',
        Dispatch: 'ORDER_NOT_FOUND',
        CompleteDelivery: 'ORDER_NOT_FOUND',
        FailDelivery: 'ORDER_NOT_FOUND',
        CancelOrder: 'ORDER_NOT_FOUND',
      },
      RECEIVED: {
        ...refused,
        AcceptOrder: ['OrderAccepted'],
        RefuseOrder: ['OrderCancelled'],
        StartCooking: ['OrderAccepted', 'CookingStarted'],
        CancelOrder: ['OrderCancelled'],
        CancelUnanswered: ['OrderCancelled'],
        CancelRefunded: ['OrderCancelled'],
      },
      ACCEPTED: {
        ...refused,
        StartCooking: ['CookingStarted'],
        CancelOrder: ['OrderCancelled'],
        CancelRefunded: ['OrderCancelled'],
      },
      COOKING: {
        ...refused,
        CompleteCooking: ['CookingCompleted'],
        Dispatch: ['CookingCompleted', 'DeliveryStarted'],
        CancelOrder: ['OrderCancelled'],
      },
      READY: {
        ...refused,
        RecallCooking: ['CookingRecalled'],
        Dispatch: ['DeliveryStarted'],
        CancelOrder: ['OrderCancelled'],
      },
      DELIVERING: { ...refused, CompleteDelivery: ['DeliveryCompleted'], FailDelivery: ['DeliveryFailed'] },
      DELIVERY_FAILED: { ...refused, Dispatch: ['DeliveryStarted'], CancelOrder: ['OrderCancelled'] },
      COMPLETED: refused,
      CANCELLED: refused,
    },
  });

  test.each(STATUSES.filter((status) => status !== 'NONE'))(
    'from %s, what is said to be allowed is, and no more',
    (status) => {
      const { state } = after(status);
      const allowed = Object.values(step).filter((command) => !('refused' in order.decide(command, state)));
      expect(allowed.map(({ type }) => type)).toEqual(expect.arrayContaining([...allowedFrom[status]]));
      expect(allowed).toHaveLength(allowedFrom[status].length);
    },
  );

  test('a step that is not allowed says what is', () => {
    after('DELIVERING')
      .when(step.StartCooking)
      .thenRefused('ORDER_STEP_NOT_ALLOWED', { status: 'DELIVERING', allowed: ['CompleteDelivery', 'FailDelivery'] });
  });

  describe.each(STATUSES)('%s', (status) => {
    test.each([
      ['another customer', bob],
      ['another store', otherStore],
      ['an admin', admin],
    ])('is not found by %s', (_, by) => {
      for (const command of Object.values(stepsBy(by))) after(status).when(command).thenRefused('ORDER_NOT_FOUND');
    });

    test('is not for its customer to cook or deliver', () => {
      const { CancelOrder: _, ...cooking } = stepsBy(alice);
      for (const command of Object.values(cooking)) after(status).when(command).thenRefused('ORDER_NOT_FOUND');
    });
  });

  test('its customer cancels before the cooking has begun, and not after', () => {
    const cancel = stepsBy(alice).CancelOrder;
    const uncooked: readonly OrderStatus[] = ['RECEIVED', 'ACCEPTED'];
    for (const status of uncooked)
      after(status)
        .when(cancel)
        .then({
          type: 'OrderCancelled',
          data: { ...ids, ...money, ...cancelled, by: 'alice', reason: 'changed my mind', code: 'CUSTOMER' },
        });
    for (const status of STATUSES.filter((status) => status !== 'NONE' && !uncooked.includes(status)))
      after(status).when(cancel).thenRefused('ORDER_STEP_NOT_ALLOWED', { status, allowed: [] });
  });

  test('where nobody logs in (AUTH=off, demo) everybody is its store too, and may cancel as late as that', () => {
    for (const status of STATUSES.filter((one) => allowedFrom[one].includes('CancelOrder')))
      after(status).when(stepsBy(ANONYMOUS).CancelOrder).thenOne('OrderCancelled', { by: 'anonymous' });
  });

  test('where people log in, it is nothing to whoever has not', () => {
    for (const status of STATUSES) after(status).when(stepsBy(NOBODY).CancelOrder).thenRefused('ORDER_NOT_FOUND');
  });

  test('an order is received as it was paid', () => {
    given(order).when(receive).then({ type: 'OrderReceived', data: waiting });
  });

  test('every event names order, store and customer, and what is particular', () => {
    after('READY')
      .when(step.RecallCooking)
      .then({ type: 'CookingRecalled', data: { ...ids, reason: 'burnt' } });
    after('COOKING')
      .when(step.Dispatch)
      .then({ type: 'CookingCompleted', data: ids }, { type: 'DeliveryStarted', data: { ...ids, courier: 'Jo' } });
    after('DELIVERY_FAILED')
      .when({ ...step.Dispatch, courier: null })
      .thenOne('DeliveryStarted', { courier: null });
    after('DELIVERING')
      .when(step.FailDelivery)
      .then({ type: 'DeliveryFailed', data: { ...ids, reason: 'nobody there' } });
  });

  test.each([
    ['2026-01-31T12:30:00.000Z', 1800],
    ['2026-01-31T12:00:01.999Z', 1],
    ['2026-01-31T11:59:00.000Z', 0],
  ])('delivered at %s is %i whole seconds after it was paid', (now, secondsFromPaid) => {
    after('DELIVERING')
      .when({ ...step.CompleteDelivery, now })
      .thenOne('DeliveryCompleted', { ...ids, ...money, secondsFromPaid });
  });

  test('evolve never throws', () => expectEvolveIsTotal(order, anyOrderEvent));

  test('receiving again emits nothing; a step that was taken is refused', () => {
    expectRepeatEmitsNothing(order, anyOrderCommand, ({ type }) => type === 'ReceiveOrder');
    fc.assert(
      fc.property(
        fc.array(anyOrderCommand, { maxLength: 15 }),
        fc.constantFrom(...Object.values(step)),
        (history, command) => {
          const again = stateAfter(order, [receive, ...history, command]);
          expect(order.decide(command, again)).toMatchObject({ refused: 'ORDER_STEP_NOT_ALLOWED' });
        },
      ),
    );
  });

  test('what was paid for never changes on the way', () =>
    fc.assert(
      fc.property(fc.array(anyOrderCommand, { maxLength: 20 }), (commands) => {
        const { status: _, acceptedAt: __, promisedAt: ___, ...kept } = stateAfter(order, [receive, ...commands]);
        expect(kept).toEqual(waiting);
      }),
    ));
});
