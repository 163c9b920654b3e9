import type { BSONRegExp } from 'bson';
import { CommandError } from '../command-error.js';
import type { StringOrder } from '../bson/collation.js';
import { hasStrings } from '../bson/collation.js';
import { compareValues, equalValues } from '../bson/compare.js';
import { valueKey } from '../bson/key.js';
import { isNumber, toDouble } from '../bson/numbers.js';
import { typeClass, typeName } from '../bson/types.js';
import type { Value } from '../bson/value.js';
import { regularExpression } from './regex.js';

/** A test of one value; undefined is a missing field. */
export type LeafTest = (leaf: Value | undefined) => boolean;

const isRegExp = (value: Value): value is BSONRegExp =>
  typeof value === 'object' && value !== null && typeName(value) === 'regex';

const isNaN = (value: Value | undefined): boolean => isNumber(value) && Number.isNaN(toDouble(value));

export function equal(operand: Value, strings?: StringOrder): LeafTest {
  if (strings && hasStrings(operand)) return (leaf) => equalValues(leaf, operand, strings);
  if (typeof operand === 'string' || typeof operand === 'boolean') return (leaf) => leaf === operand;
  return (leaf) => equalValues(leaf, operand);
}

/** `$in`: equality with any, regular expressions included. */
export function oneOf(operand: Value, strings?: StringOrder): LeafTest {
  if (!Array.isArray(operand)) throw new CommandError('BadValue', '$in needs an array');
  const patterns = operand.filter(isRegExp).map(matches);
  const collated = strings ? operand.filter(hasStrings) : [];
  if (collated.length > 0) {
    const tests = [
      ...collated.map((value) => equal(value, strings)),
      oneOf(operand.filter((value) => !hasStrings(value))),
    ];
    return (leaf) => tests.some((test) => test(leaf));
  }
  const keys = new Set(operand.map(valueKey));
  return (leaf) => keys.has(valueKey(leaf ?? null)) || patterns.some((pattern) => pattern(leaf));
}

/** `$regex`, or a pattern where a value may stand: it matches strings, and itself. */
export function matches(pattern: BSONRegExp): LeafTest {
  const compiled = regularExpression(pattern.pattern, pattern.options);
  return (leaf) => (typeof leaf === 'string' ? compiled.test(leaf) : leaf !== undefined && equalValues(leaf, pattern));
}

export type RangeOperator = '$gt' | '$gte' | '$lt' | '$lte';

/** A range never crosses types, except that MinKey and MaxKey bound everything. */
export function range(operator: RangeOperator, operand: Value, strings?: StringOrder): LeafTest {
  const inclusive = operator === '$gte' || operator === '$lte';
  if (isNaN(operand)) return inclusive ? isNaN : () => false;
  const sign = operator === '$gt' || operator === '$gte' ? 1 : -1;
  const operandClass = typeClass(operand);
  const unbounded = typeName(operand) === 'minKey' || typeName(operand) === 'maxKey';
  return (leaf) => {
    if (!unbounded && typeClass(leaf) !== operandClass) return false;
    if (unbounded && leaf === undefined) return false;
    if (isNaN(leaf)) return false;
    const difference = compareValues(leaf, operand, strings) * sign;
    return difference > 0 || (inclusive && difference === 0);
  };
}
