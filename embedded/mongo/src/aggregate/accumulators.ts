import { equalValues } from '../bson/compare.js';
import { valueKey } from '../bson/key.js';
import { isNumber, toDouble } from '../bson/numbers.js';
import type { Document, Value } from '../bson/value.js';
import { isDocument, newDocument } from '../bson/value.js';
import { CommandError, notImplemented } from '../command-error.js';
import { scopeOf } from '../expression/compile.js';
import type { ExpressionContext } from '../expression/context.js';
import { mergeObjects } from '../expression/objects.js';
import type { Compiler, Expression, Maybe } from '../expression/operator.js';
import { fieldsOf } from '../expression/operator.js';
import { averageOf, deviationOf, extremeOf, extremesOf, sumOf } from '../expression/statistics.js';
import { parseSort, sortBy } from '../query/sort.js';
import { DecodedSubject } from '../query/subject.js';

/** Makes one value of the documents of a group. */
export type Accumulator = (documents: readonly Document[]) => Maybe;

type Finish = (values: readonly Maybe[], compiler: Compiler) => Maybe;

const present = (values: readonly Maybe[]): Value[] => values.filter((value) => value !== undefined);

/** The different values in the order in which they came. */
function distinct(values: readonly Value[], { strings }: Compiler): Value[] {
  if (!strings) return [...new Map(values.map((value) => [valueKey(value), value])).values()];
  const kept: Value[] = [];
  for (const value of values) if (!kept.some((other) => equalValues(other, value, strings))) kept.push(value);
  return kept;
}

/** Accumulators of one expression. */
const simple: Readonly<Record<string, Finish>> = {
  $sum: sumOf,
  $avg: averageOf,
  $min: (values, compiler) => extremeOf(values, -1, compiler),
  $max: (values, compiler) => extremeOf(values, 1, compiler),
  $first: (values) => values[0] ?? null,
  $last: (values) => values.at(-1) ?? null,
  $push: present,
  $addToSet: (values, compiler) => distinct(present(values), compiler),
  $mergeObjects: mergeObjects,
  $stdDevPop: (values) => deviationOf(values, 0),
  $stdDevSamp: (values) => deviationOf(values, 1),
};

type FinishSome = (values: readonly Maybe[], count: number, compiler: Compiler) => Value[];

const orNull = (values: readonly Maybe[]): Value[] => values.map((value) => value ?? null);

/** Accumulators of an expression and a number. */
const some: Readonly<Record<string, FinishSome>> = {
  $firstN: (values, count) => orNull(values.slice(0, count)),
  $lastN: (values, count) => orNull(values.slice(-count)),
  $minN: (values, count, compiler) => extremesOf(values, count, -1, compiler),
  $maxN: (values, count, compiler) => extremesOf(values, count, 1, compiler),
};

function constantCount(name: string, n: Value, compiler: Compiler): number {
  const value = compiler.compile(n)({ root: undefined, variables: undefined });
  const count = isNumber(value) ? toDouble(value) : NaN;
  if (!Number.isInteger(count)) throw new CommandError(5787902, `Value for 'n' of ${name} must be a whole number`);
  if (count <= 0) throw new CommandError(5787908, `'n' of ${name} must be greater than 0`);
  return count;
}

/** `$top` and its like: the outputs of the first or last documents in an order. */
function ordered(name: string, operand: Value, compiler: Compiler, context: ExpressionContext): Accumulator {
  const many = name.endsWith('N');
  const fields = fieldsOf(name, operand, ['sortBy', 'output', ...(many ? ['n'] : [])]);
  if (!isDocument(fields['sortBy'])) throw new CommandError(10065, `${name} needs an object to sort by`);
  const order = parseSort(fields['sortBy']);
  const output = compiler.compile(fields['output'] ?? null);
  const count = many ? constantCount(name, fields['n'] ?? null, compiler) : 1;
  return (documents) => {
    const sorted = sortBy(documents, order, (document) => new DecodedSubject(document), compiler.strings);
    const chosen = name.startsWith('$top') ? sorted.slice(0, count) : sorted.slice(-count);
    const outputs = chosen.map((document) => output(scopeOf(document, context)) ?? null);
    return many ? outputs : outputs[0];
  };
}

const valuesOf = (expression: Expression, documents: readonly Document[], context: ExpressionContext): Maybe[] =>
  documents.map((document) => expression(scopeOf(document, context)));

/**
 * Compiles one accumulator; undefined where there is none of that name.
 * @throws CommandError for what its operand has wrong
 */
export function compileAccumulator(
  name: string,
  operand: Value,
  compiler: Compiler,
  context: ExpressionContext,
): Accumulator | undefined {
  const finish = Object.hasOwn(simple, name) ? simple[name] : undefined;
  if (finish) {
    const expression = compiler.compile(operand);
    return (documents) => finish(valuesOf(expression, documents, context), compiler);
  }
  const finishSome = Object.hasOwn(some, name) ? some[name] : undefined;
  if (finishSome) {
    const fields = fieldsOf(name, operand, ['input', 'n']);
    const expression = compiler.compile(fields['input'] ?? null);
    const count = constantCount(name, fields['n'] ?? null, compiler);
    return (documents) => finishSome(valuesOf(expression, documents, context), count, compiler);
  }
  switch (name) {
    case '$count':
      if (!isDocument(operand) || Object.keys(operand).length > 0)
        throw new CommandError('TypeMismatch', '$count takes no arguments, i.e. $count:{}');
      return (documents) => documents.length;
    case '$top':
    case '$topN':
    case '$bottom':
    case '$bottomN':
      return ordered(name, operand, compiler, context);
    case '$accumulator':
    case '$median':
    case '$percentile':
      throw notImplemented(name);
    default:
      return undefined;
  }
}

/** The accumulators of a `$group` and its like, by the field that each of them fills. */
export function compileAccumulators(
  fields: Document,
  compiler: Compiler,
  context: ExpressionContext,
): (documents: readonly Document[]) => Document {
  const compiled = Object.entries(fields).map(([field, spec]): [string, Accumulator] => {
    if (field.includes('.')) throw new CommandError(40235, `The field name '${field}' cannot contain '.'`);
    if (field.startsWith('$')) throw new CommandError(40236, `The field name '${field}' cannot be an operator name`);
    if (!isDocument(spec) || !Object.keys(spec)[0]?.startsWith('$'))
      throw new CommandError(40234, `The field '${field}' must be an accumulator object`);
    const [entry, more] = Object.entries(spec);
    if (!entry || more) throw new CommandError(40238, `The field '${field}' must specify one accumulator`);
    const accumulator = compileAccumulator(entry[0], entry[1], compiler, context);
    if (!accumulator) throw new CommandError(15952, `unknown group operator '${entry[0]}'`);
    return [field, accumulator];
  });
  return (documents) => {
    const results = newDocument();
    for (const [field, accumulator] of compiled) results[field] = accumulator(documents) ?? null;
    return results;
  };
}
