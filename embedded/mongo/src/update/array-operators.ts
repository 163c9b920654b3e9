import type { StringOrder } from '../bson/collation.js';
import { compareValues, equalValues } from '../bson/compare.js';
import { isNumber, toDouble } from '../bson/numbers.js';
import { typeName } from '../bson/types.js';
import type { Document, Value } from '../bson/value.js';
import { isDocument, isOperatorDocument, newDocument } from '../bson/value.js';
import { CommandError } from '../command-error.js';
import type { ExpressionContext } from '../expression/context.js';
import { compileFilter } from '../query/matcher.js';
import type { LeafTest } from '../query/comparison.js';
import { parseSort, sortBy } from '../query/sort.js';
import { DecodedSubject } from '../query/subject.js';
import type { Operator } from './field-operators.js';
import type { Target } from './target.js';

/** The array at the target; undefined when there is nothing. */
function arrayAt(target: Target, operator: string): Value[] | undefined {
  const value = target.get();
  if (value === undefined || Array.isArray(value)) return value;
  const faults: Record<string, [code: 'BadValue' | 'TypeMismatch', message: string]> = {
    $push: ['BadValue', `The field '${target.path}' must be an array but is of type ${typeName(value)} in document`],
    $addToSet: [
      'BadValue',
      `Cannot apply $addToSet to non-array field. Field named '${target.path}' has non-array type ${typeName(value)}`,
    ],
    $pop: ['TypeMismatch', `Path '${target.path}' contains an element of non-array type '${typeName(value)}'`],
  };
  const [code, message] = faults[operator] ?? ['BadValue', `Cannot apply ${operator} to a non-array value`];
  throw new CommandError(code, message);
}

function eachOf(operand: Value, operator: string): Value[] {
  if (!isDocument(operand) || !('$each' in operand)) return [operand];
  const each = operand['$each'];
  if (!Array.isArray(each))
    throw new CommandError(
      'TypeMismatch',
      `The argument to $each in ${operator} must be an array but it was of type: ${typeName(each ?? null)}`,
    );
  return each;
}

function integer(modifiers: Document, name: string): number | undefined {
  const value = modifiers[name];
  if (value === undefined) return undefined;
  if (!isNumber(value) || !Number.isInteger(toDouble(value)))
    throw new CommandError('BadValue', `The value for ${name} must be an integer value`);
  return toDouble(value);
}

function sorted(items: Value[], sort: Value, strings: StringOrder | undefined): Value[] {
  if (isNumber(sort)) return [...items].sort((a, b) => compareValues(a, b, strings) * toDouble(sort));
  if (!isDocument(sort))
    throw new CommandError(
      'BadValue',
      'The $sort is invalid: use 1/-1 to sort the whole element, or {field:1/-1} to sort embedded fields',
    );
  return sortBy(items, parseSort(sort), (item) => new DecodedSubject(isDocument(item) ? item : newDocument()), strings);
}

const PUSH_MODIFIERS = new Set(['$each', '$slice', '$sort', '$position']);

const push: Operator = (target, operand, { collation }) => {
  const items = [...(arrayAt(target, '$push') ?? [])];
  const modifiers = isDocument(operand) && '$each' in operand ? operand : newDocument();
  const unknown = Object.keys(modifiers).find((name) => !PUSH_MODIFIERS.has(name));
  if (unknown) throw new CommandError('BadValue', `Unrecognized clause in $push: ${unknown}`);
  items.splice(integer(modifiers, '$position') ?? items.length, 0, ...eachOf(operand, '$push'));
  const sort = modifiers['$sort'];
  const ordered = sort === undefined ? items : sorted(items, sort, collation?.compare);
  const slice = integer(modifiers, '$slice');
  target.set(slice === undefined ? ordered : slice < 0 ? ordered.slice(slice) : ordered.slice(0, slice));
};

const addToSet: Operator = (target, operand, { collation }) => {
  const items = [...(arrayAt(target, '$addToSet') ?? [])];
  for (const item of eachOf(operand, '$addToSet'))
    if (!items.some((known) => equalValues(known, item, collation?.compare))) items.push(item);
  target.set(items);
};

const pop: Operator = (target, operand) => {
  const end = isNumber(operand) ? toDouble(operand) : 0;
  if (end !== 1 && end !== -1) throw new CommandError('FailedToParse', '$pop expects 1 or -1');
  const items = arrayAt(target, '$pop');
  if (items) target.set(end === 1 ? items.slice(0, -1) : items.slice(1));
};

/** `$pull` takes conditions on the element, conditions on its fields, or a value. */
function pullTest(operand: Value, context: ExpressionContext): LeafTest {
  if (isDocument(operand) && !isOperatorDocument(operand)) {
    const matcher = compileFilter(operand, context);
    return (item) => isDocument(item) && matcher(new DecodedSubject(item));
  }
  const matcher = compileFilter({ e: operand }, context);
  return (item) => matcher(new DecodedSubject({ e: item ?? null }));
}

function removing(operator: string, testFor: (operand: Value, context: ExpressionContext) => LeafTest): Operator {
  return (target, operand, context) => {
    const items = arrayAt(target, operator);
    const test = testFor(operand, context);
    if (items?.some(test)) target.set(items.filter((item) => !test(item)));
  };
}

function anyOf(operand: Value, { collation }: ExpressionContext): LeafTest {
  if (!Array.isArray(operand))
    throw new CommandError('BadValue', `$pullAll requires an array argument but was given a ${typeName(operand)}`);
  return (item) => operand.some((value) => equalValues(value, item, collation?.compare));
}

/** The operators on arrays (MongoDB manual, "Array Update Operators"). */
export const arrayOperators: Readonly<Record<string, Operator>> = {
  $push: push,
  $addToSet: addToSet,
  $pop: pop,
  $pull: removing('$pull', pullTest),
  $pullAll: removing('$pullAll', anyOf),
};
