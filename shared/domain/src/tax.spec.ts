import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { unitOf } from './currency.js';
import { MAX_TOTAL } from './money.js';
import { parseRate, taxOf, taxOfRefund } from './tax.js';

describe('a rate', () => {
  test.each([
    ['0', 0],
    ['19', 19],
    ['8.25', 8.25],
    ['8.2', 8.2],
    ['2.10', 2.1],
    ['100', 100],
  ])('%s is %d percent', (text, rate) => expect(parseRate(text)).toBe(rate));

  test.each(['', '-1', '100.01', '101', '8.255', '8,25', '1e1', '.5', '5.', ' 5', '19%', 'none'])(
    '%p is none',
    (text) => expect(parseRate(text)).toBeNull(),
  );
});

describe('the tax in a total', () => {
  test.each([
    // 10% of a won bill: 10,000 won are 9,091 and 909.
    [1_000_000, 10, 'KRW', 909_100, 90_900],
    [15_000, 19, 'EUR', 12_605, 2_395],
    [15_000, 0, 'EUR', 15_000, 0],
    [0, 19, 'EUR', 0, 0],
    // 0.03 at 100%: 0.015 is a half, and goes up.
    [3, 100, 'EUR', 2, 1],
    [300, 100, 'KRW', 200, 100],
    [1, 19, 'EUR', 1, 0],
    [9_999, 8.25, 'USD', 9_237, 762],
    [15_000, 10, null, 13_636, 1_364],
  ])('%d at %d percent in %s: net %d, tax %d', (total, rate, currency, net, tax) =>
    expect(taxOf(total, rate, currency)).toEqual({ rate, net, tax }),
  );
});

const currency = fc.constantFrom('EUR', 'KRW', 'USD', 'JPY', null);
const rate = fc.integer({ min: 0, max: 10_000 }).map((hundredths) => hundredths / 100);
const paid = fc
  .record({ currency, rate, units: fc.integer({ min: 0, max: MAX_TOTAL }) })
  .map(({ units, ...of }) => ({ ...of, total: Math.floor(units / unitOf(of.currency)) * unitOf(of.currency) }));
/** Where a total is cut into refunds: shares of what is left, in order. */
const cuts = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 });

/** The total in parts, whole units each, the last one all that is left. */
const partsOf = (total: number, unit: number, shares: readonly number[]): number[] => {
  const parts: number[] = [];
  let left = total;
  for (const share of shares) {
    const part = Math.floor((left / unit) * share) * unit;
    if (part > 0) parts.push(part);
    left -= part;
  }
  return left > 0 ? [...parts, left] : parts;
};

const sum = (numbers: readonly number[]): number => numbers.reduce((all, number) => all + number, 0);

describe('net and tax', () => {
  test('add up to the total, are whole units, and neither is below zero', () => {
    fc.assert(
      fc.property(paid, ({ total, rate, currency }) => {
        const { net, tax } = taxOf(total, rate, currency);
        expect(net + tax).toBe(total);
        expect([net % unitOf(currency), tax % unitOf(currency)]).toEqual([0, 0]);
        expect(Math.min(net, tax)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  test('are what exact arithmetic rounds half up', () => {
    fc.assert(
      fc.property(paid, ({ total, rate, currency }) => {
        const { net } = taxOf(total, rate, currency);
        const unit = BigInt(unitOf(currency));
        const parts = 10_000n + BigInt(Math.round(rate * 100));
        // |net − exact| ≤ unit/2, and where it is a half, net is the higher one.
        const off = 2n * (BigInt(net) * parts - 10_000n * BigInt(total));
        expect(off <= unit * parts && off > -unit * parts).toBe(true);
      }),
    );
  });

  test('of refunds in part, in stream order, add up to those of the total, to the last unit', () => {
    fc.assert(
      fc.property(paid, cuts, ({ total, rate, currency }, shares) => {
        let before = 0;
        const refunds = partsOf(total, unitOf(currency), shares).map((amount) => {
          const refund = taxOfRefund(amount, before, rate, currency);
          before += amount;
          expect(refund.net + refund.tax).toBe(amount);
          expect(Math.min(refund.net, refund.tax)).toBeGreaterThanOrEqual(0);
          expect([refund.net % unitOf(currency), refund.tax % unitOf(currency)]).toEqual([0, 0]);
          return refund;
        });
        const { net, tax } = taxOf(total, rate, currency);
        expect(sum(refunds.map((refund) => refund.net))).toBe(net);
        expect(sum(refunds.map((refund) => refund.tax))).toBe(tax);
      }),
    );
  });
});
