import { describe, expect, it } from '@jest/globals';
import { Binary, BSONRegExp, Decimal128, Double, MaxKey, MinKey, ObjectId, Timestamp } from 'bson';
import fc from 'fast-check';
import { compareValues } from './compare.js';
import { valueKey } from './key.js';
import type { Value } from './value.js';

const decimal = (text: string): Decimal128 => Decimal128.fromString(text);

/** In the order of the manual's "Comparison/Sort Order". Values in one row are equal. */
const ordered: Value[][] = [
  [new MinKey()],
  [null],
  [new Double(NaN), decimal('NaN')],
  [-Infinity, decimal('-Infinity')],
  [-5, -5n, new Double(-5), decimal('-5.0')],
  [0, new Double(-0), 0n, decimal('0E+10')],
  [0.1],
  [decimal('0.2')],
  [0.5, decimal('0.50')],
  [1, 1n, decimal('1')],
  [9007199254740992, 9007199254740992n],
  [9007199254740993n, decimal('9007199254740993')],
  [Infinity, decimal('Infinity')],
  [''],
  ['A'],
  ['a'],
  ['ab'],
  ['한'],
  ['\uff5e'],
  ['😀'],
  [{}],
  [{ a: 1 }],
  [{ a: 1, b: 1 }],
  [{ b: 0 }],
  [{ a: 'text' }],
  [[]],
  [[1]],
  [[1, 2]],
  [[2]],
  [new Binary(Buffer.from([9]))],
  [new Binary(Buffer.from([9]), 4)],
  [new Binary(Buffer.from([0, 0]))],
  [new ObjectId('650000000000000000000001')],
  [new ObjectId('650000000000000000000002')],
  [false],
  [true],
  [new Date(-1)],
  [new Date(5)],
  [new Timestamp({ t: 1, i: 2 })],
  [new Timestamp({ t: 2, i: 1 })],
  [new BSONRegExp('a')],
  [new BSONRegExp('a', 'i')],
  [new BSONRegExp('b')],
  [new MaxKey()],
];

const flat = ordered.flatMap((row, rank) => row.map((value) => ({ value, rank })));

describe('compareValues', () => {
  it('follows the order of the manual for every pair', () => {
    for (const a of flat)
      for (const b of flat) {
        const pair = [Math.sign(compareValues(a.value, b.value)), a, b];
        expect(pair).toEqual([Math.sign(a.rank - b.rank), a, b]);
      }
  });

  it('takes a missing value for null', () => {
    expect(compareValues(undefined, null)).toBe(0);
    expect(compareValues(undefined, 0)).toBeLessThan(0);
  });

  it('is antisymmetric and agrees with valueKey on what is equal', () => {
    const number = fc.oneof(fc.integer(), fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), fc.double());
    const { value } = fc.letrec<{ value: Value }>((tie) => ({
      value: fc.oneof(
        number,
        fc.string(),
        fc.boolean(),
        fc.array(tie('value'), { maxLength: 2 }),
        fc.record({ a: tie('value') }),
      ),
    }));
    fc.assert(
      fc.property(value, value, (a, b) => {
        expect(Math.sign(compareValues(a, b)) + Math.sign(compareValues(b, a))).toBe(0);
        expect(valueKey(a) === valueKey(b)).toBe(compareValues(a, b) === 0);
      }),
    );
  });
});

it('valueKey is the same for equal values and differs for others', () => {
  for (const a of flat)
    for (const b of flat) expect([valueKey(a.value) === valueKey(b.value), a, b]).toEqual([a.rank === b.rank, a, b]);
});
