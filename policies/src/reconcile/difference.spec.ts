import { played } from '@doremi/domain/testing';
import { fold } from '@doremi/event-sourcing';
import { describe, expect, test } from '@jest/globals';
import {
  cart,
  type CartCommand,
  type LedgerCharge,
  type LedgerRefund,
  payment,
  type PaymentCommand,
} from '@doremi/command-api';
import {
  add,
  adoptCharge,
  approve,
  confirm,
  create,
  decline,
  failed,
  order,
  PAID,
  refund,
  refunded,
  reopen,
  request,
  unknown,
} from '@doremi/command-api/testing';
import { judgeCharge, judgeRefund, type Judgement } from './difference.js';

const at = '2026-01-31T12:00:00.000Z';
const charge: LedgerCharge = { id: 'ref-1', key: '7-1', isApproved: true, amount: 15000, refunded: 0, at };
const back: LedgerRefund = { id: 're_1', key: 'r', charge: 'ref-1', chargeKey: '7-1', isDone: true, amount: 5000, at };

const payments = (...commands: PaymentCommand[]) => fold(payment, played(payment, ...commands), payment.initial);
const carts = (...commands: CartCommand[]) => fold(cart, played(cart, ...commands), cart.initial);
const one = { ...add, quantity: 1 };

describe('a charge', () => {
  const ordered = [create, one, order];
  test.each<[string, CartCommand[], PaymentCommand[], Partial<LedgerCharge>, Judgement | null]>([
    ['is known', ordered, PAID, {}, null],
    ['is known, with what went back', ordered, PAID, { refunded: 15000 }, null],
    ['was asked for', ordered, [request()], {}, { found: 'ATTEMPT_OPEN', remedy: 'record' }],
    ['was asked for twice', ordered, [request(), unknown()], {}, { found: 'ATTEMPT_OPEN', remedy: 'record' }],
    ['is about to be asked for', ordered, [], {}, { found: 'ATTEMPT_OPEN', remedy: 'record' }],
    ['was given up', ordered, [request(), decline()], {}, { found: 'ATTEMPT_DECLINED', remedy: 'record' }],
    ['was given up, and came too late', ordered, [request(), decline(), approve()], {}, null],
    ['is not there, of a cart that is', [create, one], [], {}, { found: 'ATTEMPT_UNKNOWN', remedy: 'adopt' }],
    [
      'is not there, and all went back',
      [create, one],
      [],
      { refunded: 15000 },
      { found: 'ATTEMPT_UNKNOWN', remedy: 'adopt' },
    ],
    [
      'is the next one of the cart',
      [...ordered, reopen],
      [request(), decline()],
      { key: '7-2' },
      { found: 'ATTEMPT_UNKNOWN', remedy: 'adopt' },
    ],
    ['is of another total', ordered, [], { amount: 99 }, { found: 'ATTEMPT_UNKNOWN', remedy: 'adopt' }],
    ['was adopted', [create], [adoptCharge()], {}, null],
    ['is of no cart', [], [], {}, { found: 'CART_UNKNOWN', remedy: 'refund' }],
    ['is of no cart, and all went back', [], [], { refunded: 15000 }, null],
    ['is of no cart, and a part went back', [], [], { refunded: 1 }, { found: 'CART_UNKNOWN', remedy: 'refund' }],
    [
      'is of another amount, open',
      ordered,
      [request(1, 99), unknown()],
      {},
      { found: 'AMOUNT_DIFFERS', remedy: 'refund' },
    ],
    [
      'is of another amount, open, and all went back',
      ordered,
      [request(1, 99)],
      { refunded: 15000 },
      { found: 'AMOUNT_DIFFERS', remedy: 'refund' },
    ],
    [
      'is of another amount, declined',
      ordered,
      [request(1, 99), decline()],
      {},
      { found: 'AMOUNT_DIFFERS', remedy: 'refund' },
    ],
    ['is of another amount, declined and back', ordered, [request(1, 99), decline()], { refunded: 15000 }, null],
    [
      'is of another amount, approved',
      [...ordered, confirm],
      [request(1, 99), approve()],
      {},
      { found: 'AMOUNT_DIFFERS', remedy: 'none' },
    ],
  ])('that %s', (_, cartCommands, paymentCommands, given, judgement) => {
    const attempt = given.key === '7-2' ? 2 : 1;
    expect(judgeCharge({ ...charge, ...given }, attempt, carts(...cartCommands), payments(...paymentCommands))).toEqual(
      judgement,
    );
  });
});

describe('a refund', () => {
  test.each<[string, PaymentCommand[], Judgement | null]>([
    ['is known', [refund('r', 5000), refunded('r')], null],
    ['was asked for', [refund('r', 5000)], { found: 'REFUND_OPEN', remedy: 'record' }],
    ['has failed', [refund('r', 5000), failed('r')], { found: 'REFUND_FAILED', remedy: 'record' }],
    ['is not there', [refund('other', 5000)], { found: 'REFUND_UNKNOWN', remedy: 'record' }],
    ['is of another amount', [refund('r', 4999), refunded('r')], { found: 'AMOUNT_DIFFERS', remedy: 'none' }],
  ])('that %s', (_, commands, judgement) => {
    expect(judgeRefund(back, payments(...PAID, ...commands))).toEqual(judgement);
  });
});
