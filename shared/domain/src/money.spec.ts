import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { MAX_AMOUNT, parseDifference, parseMoney, toDecimal } from './money.js';

describe('money', () => {
  test.each([
    [0, 0],
    [150, 15000],
    [150.5, 15050],
    [0.01, 1],
    [19.99, 1999],
    [10_000_000, MAX_AMOUNT],
    ['150.0', 15000],
    ['150', 15000],
    ['0.10', 10],
    ['10000000.00', MAX_AMOUNT],
  ])('%p is %d', (input, minor) => {
    expect(parseMoney(input)).toBe(minor);
  });

  test.each([
    [150.005],
    ['150.005'],
    ['150.000'],
    [0.1 + 0.2],
    [1e21],
    [1e-7],
    [-1],
    ['-1'],
    ['+1'],
    [10_000_000.01],
    ['10000000.01'],
    [10_000_001],
    ['100000000'],
    [Number.NaN],
    [Number.POSITIVE_INFINITY],
    ['1,5'],
    ['1e3'],
    ['0x10'],
    ['.5'],
    ['5.'],
    [' 5'],
    ['5\n'],
    ['١'],
    [''],
    [null],
    [undefined],
    [true],
    [[150]],
    [{ valueOf: () => 150 }],
  ])('%p is no amount', (input) => {
    expect(parseMoney(input)).toBeNull();
  });

  const anyAmount = fc.integer({ min: 0, max: MAX_AMOUNT });

  test('what goes out as a decimal comes in as the same amount', () => {
    fc.assert(
      fc.property(anyAmount, (minor) => {
        expect(parseMoney(toDecimal(minor))).toBe(minor);
        expect(parseMoney(JSON.parse(JSON.stringify(toDecimal(minor))))).toBe(minor);
        expect(parseMoney(toDecimal(minor).toFixed(2))).toBe(minor);
      }),
    );
  });

  test('a third decimal is never rounded away', () => {
    fc.assert(
      fc.property(anyAmount, fc.integer({ min: 1, max: 9 }), (minor, digit) => {
        expect(parseMoney(`${toDecimal(minor).toFixed(2)}${digit}`)).toBeNull();
      }),
    );
  });
});

describe('a difference of amounts', () => {
  test.each<[unknown, number | null]>([
    [-1.5, -150],
    ['-1.5', -150],
    [2, 200],
    ['2.00', 200],
    [0, 0],
    [-0, 0],
    ['-0', 0],
    ['--1', null],
    ['- 1', null],
    ['+1', null],
    [-1.005, null],
    [-10_000_000.01, null],
    [null, null],
    [[-1], null],
    [true, null],
  ])('%p is %p', (input, minor) => expect(parseDifference(input)).toBe(minor));
});
