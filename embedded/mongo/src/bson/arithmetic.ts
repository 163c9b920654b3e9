import { Decimal128, Double } from 'bson';
import { addDecimals, decimalOfDouble, divideDecimals, multiplyDecimals, remainderOfDecimals } from './decimal.js';
import type { NumberValue } from './numbers.js';
import { double, toDouble } from './numbers.js';
import { isInt32 } from './value.js';

const INT64_MAX = 2n ** 63n - 1n;
const INT64_MIN = -(2n ** 63n);

export const isDecimal = (value: NumberValue): value is Decimal128 => value instanceof Decimal128;

export const isDouble = (value: NumberValue): value is Double | number =>
  value instanceof Double || (typeof value === 'number' && !isInt32(value));

/** Int or long. */
export const isWhole = (value: NumberValue): value is number | bigint => !isDecimal(value) && !isDouble(value);

/** The decimal that a number is; a double to 15 digits. */
export const toDecimal = (value: NumberValue): Decimal128 =>
  isDecimal(value)
    ? value
    : isWhole(value)
      ? Decimal128.fromString(value.toString())
      : decimalOfDouble(toDouble(value));

/** A whole number as an int where it fits and the operands were ints, else as a long; undefined when no long holds it. */
export function narrow(value: bigint, ints: boolean): number | bigint | undefined {
  if (ints && isInt32(Number(value))) return Number(value);
  return value > INT64_MAX || value < INT64_MIN ? undefined : value;
}

interface Operation {
  readonly whole: (a: bigint, b: bigint) => bigint;
  readonly double: (a: number, b: number) => number;
  readonly decimal: (a: Decimal128, b: Decimal128) => Decimal128;
}

const operations = {
  add: { whole: (a, b) => a + b, double: (a, b) => a + b, decimal: addDecimals },
  subtract: {
    whole: (a, b) => a - b,
    double: (a, b) => a - b,
    decimal: (a, b) => addDecimals(a, multiplyDecimals(b, Decimal128.fromString('-1'))),
  },
  multiply: { whole: (a, b) => a * b, double: (a, b) => a * b, decimal: multiplyDecimals },
  remainder: { whole: (a, b) => a % b, double: (a, b) => a % b, decimal: remainderOfDecimals },
} as const satisfies Record<string, Operation>;

/**
 * The wider type wins: int, long, double, decimal. An int that overflows becomes a long.
 * @returns undefined when a long overflows
 */
export function combine(a: NumberValue, b: NumberValue, name: keyof typeof operations): NumberValue | undefined {
  const operation: Operation = operations[name];
  if (isDecimal(a) || isDecimal(b)) return operation.decimal(toDecimal(a), toDecimal(b));
  if (isWhole(a) && isWhole(b))
    return narrow(operation.whole(BigInt(a), BigInt(b)), typeof a === 'number' && typeof b === 'number');
  return double(operation.double(toDouble(a), toDouble(b)));
}

/** The same as aggregation has it: a long that overflows becomes a double. */
export const compute = (a: NumberValue, b: NumberValue, name: keyof typeof operations): NumberValue =>
  combine(a, b, name) ?? double(operations[name].double(toDouble(a), toDouble(b)));

/** A double, or a decimal where one of the two is. The divisor is not zero. */
export const divide = (a: NumberValue, b: NumberValue): NumberValue =>
  isDecimal(a) || isDecimal(b) ? divideDecimals(toDecimal(a), toDecimal(b)) : double(toDouble(a) / toDouble(b));

/**
 * A sum of many numbers. Doubles are added with what rounding took away kept aside, so that the order hardly matters,
 * as the server does it.
 */
export class Sum {
  private whole = 0n;
  private ints = true;
  private doubles = false;
  private sum = 0;
  private rest = 0;
  private decimal: Decimal128 | undefined;

  add(value: NumberValue): void {
    if (isDecimal(value)) this.decimal = this.decimal ? addDecimals(this.decimal, value) : value;
    else if (isWhole(value)) {
      this.whole += BigInt(value);
      this.ints &&= typeof value === 'number';
    } else {
      this.doubles = true;
      this.addDouble(toDouble(value));
    }
  }

  private addDouble(value: number): void {
    const sum = this.sum + value;
    const part = sum - this.sum;
    const lost = this.sum - (sum - part) + (value - part);
    this.sum = sum;
    if (Number.isFinite(lost)) this.rest += lost;
  }

  get total(): NumberValue {
    const binary = this.binary;
    return this.decimal ? addDecimals(this.decimal, toDecimal(binary)) : binary;
  }

  private get binary(): NumberValue {
    const whole = this.doubles ? undefined : narrow(this.whole, this.ints);
    if (whole !== undefined) return whole;
    const all = new Sum();
    all.addDouble(this.sum);
    all.addDouble(this.rest);
    all.addDouble(Number(this.whole));
    return double(all.sum + all.rest);
  }
}
