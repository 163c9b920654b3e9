import type { StringOrder } from '../bson/collation.js';
import { valueKey } from '../bson/key.js';
import { isNumber, toDouble } from '../bson/numbers.js';
import { typeClass } from '../bson/types.js';
import type { Document, Value } from '../bson/value.js';
import { isDocument, newDocument } from '../bson/value.js';
import { CommandError, notImplemented } from '../command-error.js';
import { compilerFor, scopeOf } from '../expression/compile.js';
import type { ExpressionContext } from '../expression/context.js';
import type { Maybe } from '../expression/operator.js';
import { compare } from '../expression/operator.js';
import { compileAccumulators } from './accumulators.js';
import type { StageRunner, StageRunners } from './stage.js';
import { specOf } from './stage.js';

export interface Group {
  readonly id: Value;
  readonly documents: Document[];
}

/** Puts documents together that have the same value, in the order in which the values came; what is missing counts as null. */
export function groupsOf(
  documents: readonly Document[],
  idOf: (document: Document) => Maybe,
  strings: StringOrder | undefined,
): Group[] {
  const groups: Group[] = [];
  const byKey = new Map<string, Group>();
  for (const document of documents) {
    const id = idOf(document) ?? null;
    const key = valueKey(id);
    let group = byKey.get(key);
    if (!group) {
      group = strings && groups.find((other) => compare(other.id, id, strings) === 0);
      if (!group) groups.push((group = { id, documents: [] }));
      byKey.set(key, group);
    }
    group.documents.push(document);
  }
  return groups;
}

/** The value of an expression for each document. */
export function valuesBy(expression: Value, context: ExpressionContext): (document: Document) => Maybe {
  const compiled = compilerFor(context).compile(expression);
  return (document) => compiled(scopeOf(document, context));
}

const group: StageRunner = (spec, documents, { context }) => {
  if (!isDocument(spec)) throw new CommandError(15947, "a group's fields must be specified in an object");
  const { _id: id, ...fields } = spec;
  if (id === undefined) throw new CommandError(15955, 'a group specification must include an _id');
  const compiler = compilerFor(context);
  const accumulate = compileAccumulators(fields, compiler, context);
  return groupsOf(documents, valuesBy(id, context), compiler.strings).map(({ id: _id, documents: members }) =>
    Object.assign(newDocument(), { _id }, accumulate(members)),
  );
};

const sortByCount: StageRunner = (spec, documents, { context }) => {
  const isExpression =
    (typeof spec === 'string' && spec.startsWith('$')) || (isDocument(spec) && Object.keys(spec)[0]?.startsWith('$'));
  if (!isExpression)
    throw new CommandError(40149, 'the sortByCount field must be defined as a $-prefixed path or an expression');
  return groupsOf(documents, valuesBy(spec, context), context.collation?.compare)
    .map(({ id, documents: members }): Document => ({ _id: id, count: members.length }))
    .sort((a, b) => Number(b['count']) - Number(a['count']));
};

const COUNT: Document = { count: { $sum: 1 } };

/** The lower bounds of `$bucket`, ascending and of one type. */
function boundariesOf(given: Value | undefined, context: ExpressionContext): Value[] {
  if (!Array.isArray(given)) throw new CommandError(40200, "The $bucket 'boundaries' field must be an array");
  if (given.length < 2) throw new CommandError(40192, "The $bucket 'boundaries' field must have at least 2 values");
  const boundaries = given.map((boundary) => valuesBy(boundary, context)(newDocument()) ?? null);
  boundaries.slice(1).forEach((boundary, i) => {
    const before = boundaries[i];
    if (typeClass(before) !== typeClass(boundary))
      throw new CommandError(40193, "All values in the 'boundaries' option to $bucket must have the same type");
    if (compare(before, boundary, context.collation?.compare) >= 0)
      throw new CommandError(40194, "The 'boundaries' option to $bucket must be sorted in ascending order");
  });
  return boundaries;
}

const bucket: StageRunner = (given, documents, { context }) => {
  const spec = specOf('$bucket', given, ['groupBy', 'boundaries'], ['default', 'output']);
  const boundaries = boundariesOf(spec['boundaries'], context);
  const strings = context.collation?.compare;
  const [lowest, highest] = [boundaries[0], boundaries.at(-1)];
  const otherwise = spec['default'] === undefined ? undefined : valuesBy(spec['default'], context)(newDocument());
  if (otherwise !== undefined && compare(otherwise, lowest, strings) >= 0 && compare(otherwise, highest, strings) < 0)
    throw new CommandError(
      40199,
      "The $bucket 'default' field must be less than the lowest boundary or not less than the highest",
    );
  const valueOf = valuesBy(spec['groupBy'] ?? null, context);
  const compiler = compilerFor(context);
  const accumulate = compileAccumulators((spec['output'] ?? COUNT) as Document, compiler, context);
  const bucketOf = (document: Document): Value => {
    const value = valueOf(document);
    const inside = compare(value, lowest, strings) >= 0 && compare(value, highest, strings) < 0;
    const found = inside ? boundaries.findLast((boundary) => compare(boundary, value, strings) <= 0) : otherwise;
    if (found === undefined)
      throw new CommandError(
        40066,
        '$switch could not find a matching branch for an input, and no default was specified.',
      );
    return found;
  };
  return groupsOf(documents, bucketOf, undefined)
    .sort((a, b) => compare(a.id, b.id, strings))
    .map(({ id, documents: members }) => Object.assign(newDocument(), { _id: id }, accumulate(members)));
};

const bucketAuto: StageRunner = (given, documents, { context }) => {
  const spec = specOf('$bucketAuto', given, ['groupBy', 'buckets'], ['output', 'granularity']);
  if (spec['granularity'] !== undefined) throw notImplemented('$bucketAuto with a granularity');
  const { buckets } = spec;
  const most = isNumber(buckets) ? toDouble(buckets) : NaN;
  if (!Number.isInteger(most)) throw new CommandError(40242, "The $bucketAuto 'buckets' field must be a whole number");
  if (most <= 0) throw new CommandError(40243, "The $bucketAuto 'buckets' field must be greater than 0");
  const valueOf = valuesBy(spec['groupBy'] ?? null, context);
  const compiler = compilerFor(context);
  const accumulate = compileAccumulators((spec['output'] ?? COUNT) as Document, compiler, context);
  const sorted = documents
    .map((document) => ({ document, value: valueOf(document) ?? null }))
    .sort((a, b) => compare(a.value, b.value, compiler.strings));
  const size = Math.max(1, Math.round(sorted.length / most));
  const results: Document[] = [];
  for (let start = 0; start < sorted.length;) {
    const last = results.length === most - 1;
    let end = last ? sorted.length : Math.min(start + size, sorted.length);
    while (end < sorted.length && compare(sorted[end]?.value, sorted[end - 1]?.value, compiler.strings) === 0) end++;
    const [min, max] = [sorted[start]?.value ?? null, (sorted[end] ?? sorted[end - 1])?.value ?? null];
    const members = sorted.slice(start, end).map(({ document }) => document);
    results.push(Object.assign(newDocument(), { _id: { min, max } }, accumulate(members)));
    start = end;
  }
  return results;
};

/** Stages that put documents together (MongoDB manual, "Aggregation Stages"). */
export const grouping: StageRunners = {
  $group: group,
  $sortByCount: sortByCount,
  $bucket: bucket,
  $bucketAuto: bucketAuto,
};
