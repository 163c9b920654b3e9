import { Decimal128 } from 'bson';
import { compute, divide, isDecimal, isWhole, narrow, Sum, toDecimal } from '../bson/arithmetic.js';
import type { Rounding } from '../bson/decimal.js';
import { divideRounded, roundDecimal } from '../bson/decimal.js';
import type { NumberValue } from '../bson/numbers.js';
import { double, isNumber, toDouble } from '../bson/numbers.js';
import type { Value } from '../bson/value.js';
import { CommandError, notImplemented } from '../command-error.js';
import { integerOf, isNullish, ofValue, ofValues, typeOf } from './operator.js';
import type { Maybe, Operator, Operators } from './operator.js';

const isZero = (value: NumberValue): boolean => toDouble(value) === 0;

/** The operands of an operator on numbers; undefined when one of them is null or missing, which the result then is too. */
function numbers(values: readonly Maybe[], wrong: (value: Value) => CommandError): readonly NumberValue[] | undefined {
  for (const value of values) if (!isNullish(value) && !isNumber(value)) throw wrong(value);
  return values.every(isNumber) ? values : undefined;
}

const wrongType =
  (name: string, code: number | 'TypeMismatch' = 'TypeMismatch') =>
  (value: Value): CommandError =>
    new CommandError(code, `${name} only supports numeric types, not ${typeOf(value)}`);

function add(values: readonly Maybe[]): Maybe {
  const dates = values.filter((value) => value instanceof Date);
  const [date] = dates;
  if (dates.length > 1) throw new CommandError(16612, 'only one date allowed in an $add expression');
  const rest = numbers(
    values.filter((value) => !(value instanceof Date)),
    (value) => new CommandError('TypeMismatch', `$add only supports numeric or date types, not ${typeOf(value)}`),
  );
  if (!rest) return null;
  const sum = new Sum();
  for (const number of rest) sum.add(number);
  return date ? new Date(date.getTime() + Math.round(toDouble(sum.total))) : sum.total;
}

function subtract([a, b]: readonly Maybe[]): Maybe {
  if (isNullish(a) || isNullish(b)) return null;
  if (a instanceof Date && b instanceof Date) return BigInt(a.getTime() - b.getTime());
  if (a instanceof Date && isNumber(b)) return new Date(a.getTime() - Math.round(toDouble(b)));
  if (!isNumber(a) || !isNumber(b))
    throw new CommandError('TypeMismatch', `can't $subtract ${typeOf(b)} from ${typeOf(a)}`);
  return compute(a, b, 'subtract');
}

/** A function of one number that gives a double, and that decimals do not have here. */
const real = (name: string, compute: (value: number) => number, code = 28765): Operator =>
  ofValue(name, (value) => {
    const [number] = numbers([value], wrongType(name, code)) ?? [];
    if (number === undefined) return null;
    if (isDecimal(number)) throw notImplemented(`${name} of Decimal128`);
    return double(compute(toDouble(number)));
  });

/** The same for arguments within bounds. */
const bounded = (
  name: string,
  compute: (value: number) => number,
  isAllowed: (value: number) => boolean,
  code: number,
) =>
  real(name, (value) => {
    if (!isAllowed(value) && !Number.isNaN(value)) throw new CommandError(code, `${name} is not defined for ${value}`);
    return compute(value);
  });

/** `$ceil`, `$floor`: whole numbers stay what they are. */
const rounding = (name: string, how: (value: number) => number, decimals: Rounding): Operator =>
  ofValue(name, (value) => {
    const [number] = numbers([value], wrongType(name, 28765)) ?? [];
    if (number === undefined) return null;
    if (isWhole(number)) return number;
    return isDecimal(number) ? roundDecimal(number, 0, decimals) : double(how(toDouble(number)));
  });

/** `$round`, `$trunc`: to so many digits behind the point, or before it where their number is negative. */
const toPlaces = (name: string, how: Rounding): Operator =>
  ofValues(name, 1, 2, ([value, digits = 0]) => {
    const [number] = numbers([value], wrongType(name, 51081)) ?? [];
    if (number === undefined || digits === null) return null;
    const places = integerOf(name, digits, 51082);
    if (places < -20 || places > 100)
      throw new CommandError(51083, `cannot apply ${name} with precision value ${places}: it has to be in [-20, 100]`);
    if (isDecimal(number)) return roundDecimal(number, places, how);
    if (isWhole(number)) {
      if (places >= 0) return number;
      const unit = 10n ** BigInt(-places);
      const rounded = divideRounded(BigInt(number), unit, how) * unit;
      return narrow(rounded, typeof number === 'number') ?? double(Number(rounded));
    }
    const plain = toDouble(number);
    if (!Number.isFinite(plain)) return number;
    return double(toDouble(roundDecimal(exactDecimal(plain), places, how)));
  });

/** A double as the decimal that it prints as, which is what people mean by rounding it. */
const exactDecimal = (value: number): Decimal128 => Decimal128.fromStringWithRounding(String(value));

function modulo([a, b]: readonly Maybe[]): Maybe {
  const [dividend, divisor] = numbers([a, b], wrongType('$mod', 16611)) ?? [];
  if (dividend === undefined || divisor === undefined) return null;
  if (isZero(divisor)) throw new CommandError(16610, "can't $mod by zero");
  return compute(dividend, divisor, 'remainder');
}

function quotient([a, b]: readonly Maybe[]): Maybe {
  const [dividend, divisor] =
    numbers(
      [a, b],
      () => new CommandError('TypeMismatch', `$divide only supports numeric types, not ${typeOf(a)} and ${typeOf(b)}`),
    ) ?? [];
  if (dividend === undefined || divisor === undefined) return null;
  if (isZero(divisor)) throw new CommandError('BadValue', "can't $divide by zero");
  return divide(dividend, divisor);
}

function power([a, b]: readonly Maybe[]): Maybe {
  const [base] = numbers([a], wrongType("$pow's base", 28762)) ?? [];
  const [exponent] = numbers([b], wrongType("$pow's exponent", 28763)) ?? [];
  if (base === undefined || exponent === undefined) return null;
  if (isZero(base) && toDouble(exponent) < 0)
    throw new CommandError(28764, '$pow cannot take a base of 0 and a negative exponent');
  if (isDecimal(base) || isDecimal(exponent)) throw notImplemented('$pow of Decimal128');
  const result = toDouble(base) ** toDouble(exponent);
  if (!isWhole(base) || !isWhole(exponent) || exponent < 0 || Math.abs(result) > 2 ** 64) return double(result);
  const exact = BigInt(base) ** BigInt(exponent);
  return narrow(exact, typeof base === 'number' && typeof exponent === 'number') ?? double(result);
}

function logarithm([a, b]: readonly Maybe[]): Maybe {
  const [value] = numbers([a], wrongType("$log's argument", 28756)) ?? [];
  const [base] = numbers([b], wrongType("$log's base", 28757)) ?? [];
  if (value === undefined || base === undefined) return null;
  if (isDecimal(value) || isDecimal(base)) throw notImplemented('$log of Decimal128');
  if (toDouble(value) <= 0) throw new CommandError(28758, "$log's argument must be a positive number");
  if (toDouble(base) <= 0 || toDouble(base) === 1)
    throw new CommandError(28759, "$log's base must be a positive number not equal to 1");
  return double(Math.log(toDouble(value)) / Math.log(toDouble(base)));
}

function absolute(value: Maybe): Maybe {
  const [number] = numbers([value], wrongType('$abs', 28765)) ?? [];
  if (number === undefined) return null;
  const zero = isDecimal(number) ? toDecimal(0) : 0;
  if (toDouble(number) >= 0 || Number.isNaN(toDouble(number))) return number;
  const positive = compute(zero, number, 'subtract');
  if (typeof number === 'bigint' && typeof positive !== 'bigint')
    throw new CommandError(28680, "can't take $abs of long long min");
  return positive;
}

const bitwise = (name: string, start: bigint, combineBits: (a: bigint, b: bigint) => bigint): Operator =>
  ofValues(name, 0, Infinity, (values) => {
    const given = numbers(
      values,
      (value) => new CommandError('TypeMismatch', `${name} only supports int and long, not ${typeOf(value)}`),
    );
    if (!given) return null;
    const other = given.find((number) => !isWhole(number));
    if (other !== undefined)
      throw new CommandError('TypeMismatch', `${name} only supports int and long operands, not ${typeOf(other)}`);
    const wholes = given as (number | bigint)[];
    const result = wholes.map(BigInt).reduce(combineBits, start);
    return wholes.every((number) => typeof number === 'number') ? Number(result) : result;
  });

const within = (low: number, high: number) => (value: number) => value >= low && value <= high;
const positive = (value: number): boolean => value > 0;
const finite = Number.isFinite;

/** Arithmetic, bitwise and trigonometric operators (MongoDB manual, "Aggregation Operators"). */
export const arithmetic: Operators = {
  $abs: ofValue('$abs', absolute),
  $add: ofValues('$add', 0, Infinity, add),
  $subtract: ofValues('$subtract', 2, 2, subtract),
  $multiply: ofValues(
    '$multiply',
    0,
    Infinity,
    (values) =>
      numbers(values, wrongType('$multiply'))?.reduce((product, number) => compute(product, number, 'multiply'), 1) ??
      null,
  ),
  $divide: ofValues('$divide', 2, 2, quotient),
  $mod: ofValues('$mod', 2, 2, modulo),
  $pow: ofValues('$pow', 2, 2, power),
  $log: ofValues('$log', 2, 2, logarithm),
  $ceil: rounding('$ceil', Math.ceil, 'ceil'),
  $floor: rounding('$floor', Math.floor, 'floor'),
  $round: toPlaces('$round', 'halfEven'),
  $trunc: toPlaces('$trunc', 'trunc'),
  $exp: real('$exp', Math.exp),
  $ln: bounded('$ln', Math.log, positive, 28766),
  $log10: bounded('$log10', Math.log10, positive, 28761),
  $sqrt: bounded('$sqrt', Math.sqrt, (value) => value >= 0, 28714),
  $sin: bounded('$sin', Math.sin, finite, 50989),
  $cos: bounded('$cos', Math.cos, finite, 50989),
  $tan: bounded('$tan', Math.tan, finite, 50989),
  $asin: bounded('$asin', Math.asin, within(-1, 1), 50989),
  $acos: bounded('$acos', Math.acos, within(-1, 1), 50989),
  $atan: real('$atan', Math.atan),
  $sinh: real('$sinh', Math.sinh),
  $cosh: real('$cosh', Math.cosh),
  $tanh: real('$tanh', Math.tanh),
  $asinh: real('$asinh', Math.asinh),
  $acosh: bounded('$acosh', Math.acosh, within(1, Infinity), 50989),
  $atanh: bounded('$atanh', Math.atanh, within(-1, 1), 50989),
  $atan2: ofValues('$atan2', 2, 2, ([a, b]) => {
    const [y, x] = numbers([a, b], wrongType('$atan2', 51044)) ?? [];
    if (y === undefined || x === undefined) return null;
    return double(Math.atan2(toDouble(y), toDouble(x)));
  }),
  $degreesToRadians: real('$degreesToRadians', (value) => (value * Math.PI) / 180),
  $radiansToDegrees: real('$radiansToDegrees', (value) => (value * 180) / Math.PI),
  $bitAnd: bitwise('$bitAnd', -1n, (a, b) => a & b),
  $bitOr: bitwise('$bitOr', 0n, (a, b) => a | b),
  $bitXor: bitwise('$bitXor', 0n, (a, b) => a ^ b),
  $bitNot: ofValue('$bitNot', (value) => {
    if (isNullish(value)) return null;
    if (!isNumber(value) || !isWhole(value))
      throw new CommandError('TypeMismatch', `$bitNot only supports int and long, not: ${typeOf(value)}.`);
    return typeof value === 'bigint' ? ~value : ~value;
  }),
  $rand: (operand) => {
    const empty = typeof operand === 'object' && operand !== null && Object.keys(operand).length === 0;
    if (!empty) throw new CommandError(3040501, '$rand does not currently accept arguments');
    return () => double(Math.random());
  },
};
