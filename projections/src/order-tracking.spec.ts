import { describe, expect, test } from '@jest/globals';
import { orderTracking } from './order-tracking.js';
import { at, folded } from './testing/folded.js';
import { order, orderSteps as step, promise } from './testing/order-steps.js';

describe('orderTracking', () => {
  test('shows where an order is and how it got there, with the reasons given', () => {
    const { 1: shown } = folded(
      orderTracking,
      step.received,
      step.accepted,
      step.cooking,
      step.ready,
      step.recalled,
      step.ready,
      step.delivering,
      step.failed,
      step.delivering,
      step.delivered,
    );
    expect(shown).toEqual({
      ...{ ...order, ...promise },
      status: 'COMPLETED',
      courier: 'bora',
      timeline: [
        { status: 'RECEIVED', at: at(1), note: null },
        { status: 'ACCEPTED', at: at(2), note: null },
        { status: 'COOKING', at: at(3), note: null },
        { status: 'READY', at: at(4), note: null },
        { status: 'COOKING', at: at(5), note: 'burnt' },
        { status: 'READY', at: at(6), note: null },
        { status: 'DELIVERING', at: at(7), note: null },
        { status: 'DELIVERY_FAILED', at: at(8), note: 'nobody home' },
        { status: 'DELIVERING', at: at(9), note: null },
        { status: 'COMPLETED', at: at(10), note: null },
      ],
    });
  });

  test('a cancelled order stays, with the reason', () => {
    const { 1: shown } = folded(orderTracking, step.received, step.cancelled);
    expect(shown).toMatchObject({ status: 'CANCELLED', timeline: [{}, { status: 'CANCELLED', note: 'too late' }] });
  });
});
