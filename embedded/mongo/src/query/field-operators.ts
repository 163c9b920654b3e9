import { BSONRegExp } from 'bson';
import { CommandError, notImplemented } from '../command-error.js';
import { isNumber, toDouble } from '../bson/numbers.js';
import { show } from '../bson/show.js';
import type { StringOrder } from '../bson/collation.js';
import type { TypeName } from '../bson/types.js';
import { BsonType, typeName } from '../bson/types.js';
import type { Document, Value } from '../bson/value.js';
import { isDocument, isOperatorDocument } from '../bson/value.js';
import { bitTest } from './bits.js';
import type { LeafTest } from './comparison.js';
import { equal, matches, oneOf, range } from './comparison.js';
import type { Matcher, PathTest } from './path-test.js';
import { passes } from './path-test.js';
import { regularExpression } from './regex.js';
import { DecodedSubject } from './subject.js';

/** Compiles the filter inside an `$elemMatch`; handed in, because filters and field operators contain each other. */
type Compile = (filter: Document) => Matcher;

/** How filters inside are compiled, and how strings compare. */
export interface Inner {
  readonly compile: Compile;
  readonly strings: StringOrder | undefined;
}

const on = (test: LeafTest, unwind = true, negated = false): PathTest => ({ test, unwind, negated });

const truthy = (value: Value): boolean =>
  value !== null && value !== false && !(isNumber(value) && toDouble(value) === 0);

const numericTypes: readonly TypeName[] = ['double', 'int', 'long', 'decimal'];

function typeTest(operand: Value): LeafTest {
  const wanted = new Set<TypeName>();
  for (const item of Array.isArray(operand) ? operand : [operand]) {
    if (item === 'number') numericTypes.forEach((name) => wanted.add(name));
    else {
      const name = (Object.keys(BsonType) as TypeName[]).find(
        (known) => known === item || (isNumber(item) && BsonType[known] === toDouble(item)),
      );
      if (!name) throw new CommandError('BadValue', `Unknown type name alias: ${show(item)}`);
      wanted.add(name);
    }
  }
  return (leaf) => leaf !== undefined && wanted.has(typeName(leaf));
}

function regex(operand: Value, options: Value | undefined): PathTest {
  const flags = typeof options === 'string' ? options : '';
  regularExpression('', flags); // what is no flag is an error of the server, not of the value's constructor
  if (typeof operand === 'string') return on(matches(new BSONRegExp(operand, [...flags].sort().join(''))));
  if (operand instanceof BSONRegExp) return on(matches(flags ? new BSONRegExp(operand.pattern, flags) : operand));
  throw new CommandError('BadValue', '$regex has to be a string');
}

function remainder(operand: Value): LeafTest {
  const [divisor, rest] = Array.isArray(operand) ? operand : [];
  if (!isNumber(divisor) || !isNumber(rest))
    throw new CommandError('BadValue', 'malformed mod, needs to be an array of two numbers');
  const by = Math.trunc(toDouble(divisor));
  if (by === 0) throw new CommandError('BadValue', 'divisor cannot be 0');
  return (leaf) => isNumber(leaf) && Math.trunc(toDouble(leaf)) % by === Math.trunc(toDouble(rest));
}

function size(operand: Value): LeafTest {
  const length = isNumber(operand) ? toDouble(operand) : NaN;
  if (!Number.isInteger(length) || length < 0)
    throw new CommandError('BadValue', 'Failed to parse $size. Expected a non-negative integer.');
  return (leaf) => Array.isArray(leaf) && leaf.length === length;
}

/** A test of one value that stands at the end of no path, such as an element. */
function valueTest(condition: PathTest): LeafTest {
  if ('notAll' in condition) {
    const inner = condition.notAll.map(valueTest);
    return (value) => !inner.every((test) => test(value));
  }
  const leafTest = passes(condition);
  return (value) => leafTest(value) !== condition.negated;
}

/** `$elemMatch`: conditions on an element's fields, or, as operators, on the element itself. */
function elementTest(operand: Value, inner: Inner): LeafTest {
  if (!isDocument(operand)) throw new CommandError('BadValue', '$elemMatch needs an Object');
  const [first] = Object.keys(operand);
  const logical = first === '$and' || first === '$or' || first === '$nor';
  if (!isOperatorDocument(operand) || logical) {
    const matcher = inner.compile(operand);
    return (item) => isDocument(item) && matcher(new DecodedSubject(item));
  }
  const tests = fieldTests(operand, inner).map(valueTest);
  return (item) => tests.every((test) => test(item));
}

function elementMatch(operand: Value, inner: Inner): LeafTest {
  const test = elementTest(operand, inner);
  return (leaf) => Array.isArray(leaf) && leaf.some(test);
}

function contains(operand: Value, inner: Inner): PathTest[] {
  if (!Array.isArray(operand)) throw new CommandError('BadValue', '$all needs an array');
  if (operand.length === 0) return [on(() => false)];
  return operand.map((item) => {
    if (isDocument(item) && '$elemMatch' in item) return on(elementMatch(item['$elemMatch'] ?? null, inner), false);
    return on(item instanceof BSONRegExp ? matches(item) : equal(item, inner.strings));
  });
}

function not(operand: Value, inner: Inner): PathTest {
  if (operand instanceof BSONRegExp) return on(matches(operand), true, true);
  if (!isOperatorDocument(operand)) throw new CommandError('BadValue', '$not needs a regex or a document');
  const tests = fieldTests(operand, inner);
  const [only] = tests;
  return only && tests.length === 1 && 'test' in only ? { ...only, negated: !only.negated } : { notAll: tests };
}

function operatorTests(operator: string, operand: Value, siblings: Document, inner: Inner): PathTest[] {
  switch (operator) {
    case '$eq':
      return [on(equal(operand, inner.strings))];
    case '$ne':
      return [on(equal(operand, inner.strings), true, true)];
    case '$in':
      return [on(oneOf(operand, inner.strings))];
    case '$nin':
      return [on(oneOf(operand, inner.strings), true, true)];
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      return [on(range(operator, operand, inner.strings))];
    case '$exists':
      return [on((leaf) => leaf !== undefined, false, !truthy(operand))];
    case '$type':
      return [on(typeTest(operand))];
    case '$regex':
      return [regex(operand, siblings['$options'])];
    case '$options':
      if (!('$regex' in siblings)) throw new CommandError('BadValue', '$options needs a $regex');
      return [];
    case '$mod':
      return [on(remainder(operand))];
    case '$size':
      return [on(size(operand), false)];
    case '$elemMatch':
      return [on(elementMatch(operand, inner), false)];
    case '$all':
      return contains(operand, inner);
    case '$not':
      return [not(operand, inner)];
    case '$comment':
      return [];
    case '$bitsAllSet':
    case '$bitsAllClear':
    case '$bitsAnySet':
    case '$bitsAnyClear':
      return [on(bitTest(operator, operand))];
    case '$geoWithin':
    case '$geoIntersects':
    case '$near':
    case '$nearSphere':
      throw notImplemented(operator);
    default:
      throw new CommandError('BadValue', `unknown operator: ${operator}`);
  }
}

/** The tests that the operators of one field stand for; all must hold. */
export const fieldTests = (condition: Document, inner: Inner): PathTest[] =>
  Object.entries(condition).flatMap(([operator, operand]) => operatorTests(operator, operand, condition, inner));
