import { Decimal128, ObjectId, Timestamp } from 'bson';
import { isDecimal, isDouble, narrow, toDecimal } from '../bson/arithmetic.js';
import { wholeOf } from '../bson/decimal.js';
import type { NumberValue } from '../bson/numbers.js';
import { double, isNumber, toDouble } from '../bson/numbers.js';
import { BsonType } from '../bson/types.js';
import type { Value } from '../bson/value.js';
import { CommandError } from '../command-error.js';
import { parseDate } from './date-text.js';
import type { Compiler, Expression, Maybe, Operator, Operators } from './operator.js';
import { fieldsOf, isNullish, ofValue, typeOf } from './operator.js';

const failure = (message: string): CommandError =>
  new CommandError('ConversionFailure', `${message} in $convert with no onError value`);

const unsupported = (value: Value, to: string): CommandError =>
  failure(`Unsupported conversion from ${typeOf(value)} to ${to}`);

/** The whole number that a number is, its fraction cut off. */
function wholeNumber(value: NumberValue, to: string): bigint {
  const whole = isDecimal(value)
    ? wholeOf(value)
    : isDouble(value)
      ? Number.isFinite(toDouble(value))
        ? BigInt(Math.trunc(toDouble(value)))
        : undefined
      : BigInt(value);
  if (whole === undefined) throw failure(`Attempt to convert ${value.toString()} to ${to}`);
  return whole;
}

function integral(value: Value, to: 'int' | 'long'): NumberValue {
  let whole: bigint;
  if (typeof value === 'boolean') whole = value ? 1n : 0n;
  else if (isNumber(value)) whole = wholeNumber(value, to);
  else if (value instanceof Date && to === 'long') whole = BigInt(value.getTime());
  else if (typeof value === 'string') {
    if (!/^[+-]?\d+$/.test(value)) throw failure(`Failed to parse number '${value}'`);
    whole = BigInt(value.replace('+', ''));
  } else throw unsupported(value, to);
  const fits = narrow(whole, to === 'int');
  if (fits === undefined || (to === 'int' && typeof fits === 'bigint'))
    throw failure(`Conversion would overflow target type: ${whole}`);
  return fits;
}

function toDoubleValue(value: Value): Value {
  if (typeof value === 'boolean') return double(value ? 1 : 0);
  if (isNumber(value)) return double(toDouble(value));
  if (value instanceof Date) return double(value.getTime());
  if (typeof value !== 'string') throw unsupported(value, 'double');
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$|^[+-]?(inf(inity)?|nan)$/i.test(value))
    throw failure(`Failed to parse number '${value}'`);
  const word = /^([+-]?)(inf|nan)/i.exec(value);
  return double(word ? Number(word[2]?.toLowerCase() === 'nan' ? 'NaN' : `${word[1] ?? ''}Infinity`) : Number(value));
}

function toDecimalValue(value: Value): Value {
  if (typeof value === 'boolean') return Decimal128.fromString(value ? '1' : '0');
  if (isNumber(value)) return toDecimal(value);
  if (value instanceof Date) return Decimal128.fromString(String(value.getTime()));
  if (typeof value !== 'string') throw unsupported(value, 'decimal');
  try {
    return Decimal128.fromStringWithRounding(value);
  } catch {
    throw failure(`Failed to parse number '${value}'`);
  }
}

function toText(value: Value): Value {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean' || isNumber(value)) return value.toString();
  if (value instanceof ObjectId) return value.toHexString();
  if (value instanceof Date) return value.toISOString();
  throw unsupported(value, 'string');
}

function toBool(value: Value): Value {
  if (typeof value === 'boolean') return value;
  if (isNumber(value)) return toDouble(value) !== 0;
  if (typeof value === 'string' || value instanceof Date || value instanceof ObjectId || value instanceof Timestamp)
    return true;
  throw unsupported(value, 'bool');
}

function toDate(value: Value): Value {
  if (value instanceof Date) return value;
  if (value instanceof ObjectId) return value.getTimestamp();
  if (value instanceof Timestamp) return new Date(value.getHighBitsUnsigned() * 1000);
  if (typeof value === 'string') return parseDate(value);
  if (isNumber(value) && typeOf(value) !== 'int') return new Date(Number(wholeNumber(value, 'date')));
  throw unsupported(value, 'date');
}

function toObjectId(value: Value): Value {
  if (value instanceof ObjectId) return value;
  if (typeof value !== 'string') throw unsupported(value, 'objectId');
  if (!/^[0-9a-f]{24}$/i.test(value)) throw failure(`Failed to parse objectId '${value}'`);
  return new ObjectId(value);
}

const targets: Readonly<Record<string, (value: Value) => Value>> = {
  double: toDoubleValue,
  string: toText,
  objectId: toObjectId,
  bool: toBool,
  date: toDate,
  int: (value) => integral(value, 'int'),
  long: (value) => integral(value, 'long'),
  decimal: toDecimalValue,
};

function targetOf(to: Value): (value: Value) => Value {
  const name = isNumber(to)
    ? Object.entries(BsonType).find(([, code]) => code === toDouble(to))?.[0]
    : typeof to === 'string'
      ? to
      : undefined;
  if (name === undefined || !(name in BsonType)) throw new CommandError('BadValue', 'Unknown type name in $convert');
  return (
    targets[name] ??
    ((value) => {
      throw unsupported(value, name);
    })
  );
}

function convert(operand: Value, compiler: Compiler): Expression {
  const fields = fieldsOf('$convert', operand, ['input', 'to'], ['onError', 'onNull']);
  const input = compiler.compile(fields['input'] ?? null);
  const to = compiler.compile(fields['to'] ?? null);
  const onNull = compiler.compile(fields['onNull'] ?? null);
  const onError = fields['onError'] === undefined ? undefined : compiler.compile(fields['onError']);
  return (scope) => {
    const value = input(scope);
    if (isNullish(value)) return onNull(scope);
    const target = to(scope);
    if (isNullish(target)) return null;
    try {
      return targetOf(target)(value);
    } catch (fault) {
      if (onError && fault instanceof CommandError && fault.codeName === 'ConversionFailure') return onError(scope);
      throw fault;
    }
  };
}

const conversion = (name: string, to: (value: Value) => Value): Operator =>
  ofValue(name, (value: Maybe) => (isNullish(value) ? null : to(value)));

/** Operators on types (MongoDB manual, "Type Expression Operators"). */
export const conversions: Operators = {
  $convert: convert,
  $type: ofValue('$type', typeOf),
  $isNumber: ofValue('$isNumber', (value) => isNumber(value)),
  $toDouble: conversion('$toDouble', toDoubleValue),
  $toString: conversion('$toString', toText),
  $toObjectId: conversion('$toObjectId', toObjectId),
  $toBool: conversion('$toBool', toBool),
  $toDate: conversion('$toDate', toDate),
  $toInt: conversion('$toInt', (value) => integral(value, 'int')),
  $toLong: conversion('$toLong', (value) => integral(value, 'long')),
  $toDecimal: conversion('$toDecimal', toDecimalValue),
};
