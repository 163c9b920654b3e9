import { isNumber, toDouble } from '../bson/numbers.js';
import { show } from '../bson/show.js';
import type { Document, Value } from '../bson/value.js';
import { isDocument } from '../bson/value.js';
import { CommandError } from '../command-error.js';
import type { ExpressionContext } from '../expression/context.js';
import { compileFilter } from '../query/matcher.js';
import { parseSort, sortBy } from '../query/sort.js';
import type { Subject } from '../query/subject.js';

export function amount(spec: Value, stage: '$skip' | '$limit'): number {
  const value = isNumber(spec) ? toDouble(spec) : NaN;
  if (!Number.isInteger(value) || value < 0)
    throw new CommandError(
      stage === '$skip' ? 5107200 : 5107201,
      `invalid argument to ${stage} stage: Expected a non-negative number in: ${stage}: ${show(spec)}`,
    );
  return value;
}

export function limitOf(spec: Value): number {
  const limit = amount(spec, '$limit');
  if (limit === 0) throw new CommandError(15958, 'the limit must be positive');
  return limit;
}

export function filterOf(spec: Value): Document {
  if (!isDocument(spec)) throw new CommandError(15959, 'the match filter must be an expression in an object');
  return spec;
}

export function sortOf(spec: Value): Document {
  if (!isDocument(spec)) throw new CommandError(15973, 'the $sort key specification must be an object');
  if (Object.keys(spec).length === 0) throw new CommandError(15976, '$sort stage must have at least one sort key');
  return spec;
}

/** The name of the field that `$count` counts in. */
export function countField(spec: Value): string {
  if (typeof spec !== 'string') throw new CommandError(40156, 'the count field must be a non-empty string');
  if (spec === '') throw new CommandError(40157, 'the count field must be a non-empty string');
  if (spec.startsWith('$')) throw new CommandError(40158, 'the count field cannot be a $-prefixed path');
  if (spec.includes('.')) throw new CommandError(40160, "the count field cannot contain '.'");
  return spec;
}

/** Stages that pass on some of the documents as they are, encoded or decoded; `subjectOf` says how to look into one. */
export function passOn<T>(
  name: string,
  spec: Value,
  documents: readonly T[],
  context: ExpressionContext,
  subjectOf: (document: T) => Subject,
): T[] | undefined {
  switch (name) {
    case '$match': {
      const matcher = compileFilter(filterOf(spec), context);
      return documents.filter((document) => matcher(subjectOf(document)));
    }
    case '$sort':
      return sortBy(documents, parseSort(sortOf(spec)), subjectOf, context.collation?.compare);
    case '$skip':
      return documents.slice(amount(spec, '$skip'));
    case '$limit':
      return documents.slice(0, limitOf(spec));
    default:
      return undefined;
  }
}
