import { describe, expect, test } from '@jest/globals';
import { aCart } from '../testing/shapes.js';
import { isUnpaid, watched } from './unpaid.js';

const paid = { amount: 22, refunded: 0, refunds: [] };
const asked = aCart({ cartStatus: 'ORDERED', version: 5, payment: { status: 'UNKNOWN', ...paid } });
const declined = aCart({ version: 6, payment: { status: 'DECLINED', ...paid } });

describe('a payment that came to nothing', () => {
  test('is told to whoever waited for it', () => {
    const seen = watched(watched(null, asked, true), declined, false);
    expect(isUnpaid(seen, declined)).toBe(true);
    expect(isUnpaid(watched(seen, declined, false), declined)).toBe(true);
  });

  test('is told of the cart as it was, and of no other', () => {
    const other = { ...declined, version: 7 };
    expect(isUnpaid(watched(watched('asking', declined, false), other, false), other)).toBe(false);
  });

  test('is not told to whoever comes later: nobody knows by then what it was of', () => {
    expect(isUnpaid(watched(null, declined, false), declined)).toBe(false);
  });

  test('is not told of what was paid, or is gone', () => {
    const approved = aCart({ version: 6, payment: { status: 'APPROVED', ...paid } });
    expect(isUnpaid(watched('asking', approved, false), approved)).toBe(false);
    expect(watched('asking', aCart({ cartStatus: 'PAID' }), false)).toBe(null);
  });
});
