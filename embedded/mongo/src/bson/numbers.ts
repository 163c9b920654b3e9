import { Decimal128, Double } from 'bson';
import type { Value } from './value.js';
import { isInt32 } from './value.js';

export type NumberValue = number | bigint | Double | Decimal128;

export const isNumber = (value: Value | undefined): value is NumberValue =>
  typeof value === 'number' || typeof value === 'bigint' || value instanceof Double || value instanceof Decimal128;

/** The nearest double. */
export const toDouble = (value: NumberValue): number => (typeof value === 'number' ? value : Number(value.toString()));

/** An exact rational, so that long, double and decimal compare without rounding. */
interface Fraction {
  numerator: bigint;
  denominator: bigint;
}

function fractionOfDouble(value: number): Fraction {
  let denominator = 1n;
  let scaled = value;
  while (!Number.isInteger(scaled)) {
    scaled *= 2;
    denominator *= 2n;
  }
  return { numerator: BigInt(scaled), denominator };
}

function fractionOfDecimal(text: string): Fraction {
  const [, sign = '', whole = '', part = '', exponent = '0'] = /^(-?)(\d*)\.?(\d*)(?:E([+-]?\d+))?$/i.exec(text) ?? [];
  const power = Number(exponent) - part.length;
  const digits = BigInt(`${sign}${whole}${part}` || '0');
  return power >= 0
    ? { numerator: digits * 10n ** BigInt(power), denominator: 1n }
    : { numerator: digits, denominator: 10n ** BigInt(-power) };
}

function fractionOf(value: NumberValue): Fraction {
  if (typeof value === 'bigint') return { numerator: value, denominator: 1n };
  return value instanceof Decimal128 ? fractionOfDecimal(value.toString()) : fractionOfDouble(toDouble(value));
}

/** Numeric order over all four number types; NaN sorts below every other number and equals itself. */
export function compareNumbers(a: NumberValue, b: NumberValue): number {
  const x = toDouble(a);
  const y = toDouble(b);
  if (Number.isNaN(x) || Number.isNaN(y)) return Number(Number.isNaN(y)) - Number(Number.isNaN(x));
  if (x !== y) return x < y ? -1 : 1;
  if (typeof a !== 'bigint' && typeof b !== 'bigint' && !(a instanceof Decimal128) && !(b instanceof Decimal128))
    return 0;
  if (!Number.isFinite(x)) return 0;
  const left = fractionOf(a);
  const right = fractionOf(b);
  const difference = left.numerator * right.denominator - right.numerator * left.denominator;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** A double in the form of Value: wrapped when a bare number would read as int32. */
export const double = (value: number): number | Double => (isInt32(value) ? new Double(value) : value);
