import { describe, expect, test } from '@jest/globals';
import { currencyFault, decimalsOf, unitOf } from './currency.js';

describe('a currency', () => {
  test.each([
    ['EUR', 2, 1],
    ['USD', 2, 1],
    ['GBP', 2, 1],
    ['KRW', 0, 100],
    ['JPY', 0, 100],
    ['CLP', 0, 100],
  ])('%s has %d decimals', (currency, decimals, unit) => {
    expect(decimalsOf(currency)).toBe(decimals);
    expect(unitOf(currency)).toBe(unit);
    expect(currencyFault(currency)).toBeNull();
  });

  test.each([
    ['BHD', /3 decimals/],
    ['KWD', /3 decimals/],
    ['TND', /3 decimals/],
    ['XYZ', /no currency/],
    ['eur', /no currency/],
    ['Euro', /no currency/],
    ['', /no currency/],
  ])('nothing is sold in %p', (currency, why) => expect(currencyFault(currency)).toMatch(why));

  test('of an amount without a currency nothing is known but that it is in 1/100', () => expect(unitOf(null)).toBe(1));
});
