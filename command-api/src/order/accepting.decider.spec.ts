import type { CancelCode } from '@doremi/domain';
import { given, played } from '@doremi/domain/testing';
import { describe, expect, test } from '@jest/globals';
import { order, type OrderCommand } from './order.decider.js';
import { ids, late, money, receive, receiveAuto, receiveOld, received, step } from './testing/any-order-command.js';

const unanswered = { type: 'CancelUnanswered', now: late } as const;
const refunded = { type: 'CancelRefunded', by: 'root', reason: 'by mistake' } as const;
const { paymentId, lines } = received;
const after = (...commands: OrderCommand[]) => given(order, played(order, receive, ...commands));

describe('the answer to an order', () => {
  test('whoever cancels is told apart, and why', () => {
    const said = { ...ids, ...money, paymentId, lines };
    const data = (by: string, reason: string, code: CancelCode) => ({ ...said, by, reason, code });
    after(step.StartCooking)
      .when(step.CancelOrder)
      .thenOne('OrderCancelled', data('kim', 'changed my mind', 'STORE'));
    after()
      .when(step.RefuseOrder)
      .thenOne('OrderCancelled', data('kim', 'no cheese left', 'REFUSED'));
    after(step.AcceptOrder)
      .when(refunded)
      .thenOne('OrderCancelled', data('root', 'by mistake', 'REFUNDED'));
    after().when(unanswered).thenOne('OrderCancelled', { by: 'system', code: 'NOT_ANSWERED' });
  });

  test.each([
    ['2026-01-31T12:04:59.999Z', 0],
    ['2026-01-31T12:05:00.000Z', 0],
    ['2026-01-31T12:05:00.001Z', 1],
  ])('at %s, %i order is cancelled that nobody answered', (now, count) => {
    expect(order.decide({ type: 'CancelUnanswered', now }, after().state)).toHaveLength(count);
  });

  test('an order that nobody has to answer is never cancelled for that', () => {
    for (const received of [receiveAuto, receiveOld])
      given(order, played(order, received)).when({ type: 'CancelUnanswered', now: '2999-01-01T00:00:00.000Z' }).then();
  });

  test('accepted, it is there so many minutes later, however late that was said', () => {
    const accepted = { ...ids, by: 'store' } as const;
    after()
      .when({ ...step.AcceptOrder, now: '2026-01-31T13:00:00.000Z' })
      .then({
        type: 'OrderAccepted',
        data: { ...accepted, acceptedAt: '2026-01-31T13:00:00.000Z', promisedAt: '2026-01-31T13:30:00.000Z' },
      });
    after()
      .when(step.StartCooking)
      .then(
        {
          type: 'OrderAccepted',
          data: { ...accepted, acceptedAt: '2026-01-31T12:02:00.000Z', promisedAt: '2026-01-31T12:22:00.000Z' },
        },
        { type: 'CookingStarted', data: ids },
      );
  });

  test('what was wanted at a time is promised for that time', () => {
    const wantedAt = '2026-01-31T19:00:00.000Z';
    const fulfilment = { type: 'DELIVERY', wantedAt, personal: null } as const;
    given(order, played(order, { ...receive, fulfilment }))
      .when(step.AcceptOrder)
      .thenOne('OrderAccepted', { promisedAt: wantedAt });
  });

  test('a store that need not answer has accepted it as it came', () => {
    const { acceptedAt, promisedAt } = { acceptedAt: receiveAuto.paidAt, promisedAt: receiveAuto.promisedAt };
    given(order)
      .when(receiveAuto)
      .then(
        { type: 'OrderReceived', data: received },
        { type: 'OrderAccepted', data: { ...ids, acceptedAt, promisedAt, by: 'auto' } },
      );
  });

  test('an order from before is cooked without a word of acceptance', () => {
    given(order, played(order, receiveOld)).when(step.StartCooking).then({ type: 'CookingStarted', data: ids });
    given(order, played(order, receiveOld, step.StartCooking, step.Dispatch))
      .when(step.CompleteDelivery)
      .thenOne('DeliveryCompleted', { promisedAt: null, secondsLate: null });
  });

  test.each([
    ['2026-01-31T12:20:00.999Z', 0],
    ['2026-01-31T12:19:00.000Z', 0],
    ['2026-01-31T12:30:00.000Z', 600],
  ])('delivered at %s it is %i seconds late', (now, secondsLate) => {
    given(order, played(order, receiveAuto, step.StartCooking, step.Dispatch))
      .when({ ...step.CompleteDelivery, now })
      .thenOne('DeliveryCompleted', { promisedAt: receiveAuto.promisedAt, secondsLate });
  });

  test('what is picked up is handed over when it is ready, and goes nowhere', () => {
    const fulfilment = { type: 'PICKUP', wantedAt: null, personal: null } as const;
    const cooking = played(order, { ...receive, fulfilment }, step.StartCooking);
    const ready = played(order, { ...receive, fulfilment }, step.StartCooking, step.CompleteCooking);
    given(order, cooking)
      .when(step.Dispatch)
      .thenRefused('ORDER_STEP_NOT_ALLOWED', { status: 'COOKING', allowed: ['CompleteCooking', 'CancelOrder'] });
    const allowed = ['RecallCooking', 'CompleteDelivery', 'CancelOrder'];
    given(order, ready).when(step.Dispatch).thenRefused('ORDER_STEP_NOT_ALLOWED', { status: 'READY', allowed });
    given(order, ready).when(step.CompleteDelivery).thenOne('DeliveryCompleted', ids);
  });
});
