import type { StringOrder } from '../bson/collation.js';
import { compareValues } from '../bson/compare.js';
import { isNumber, toDouble } from '../bson/numbers.js';
import { someLeaf, splitPath } from '../bson/path.js';
import type { Document, Value } from '../bson/value.js';
import { isDocument } from '../bson/value.js';
import { CommandError, notImplemented } from '../command-error.js';
import type { FieldName, Subject } from './subject.js';
import { fieldName } from './subject.js';

export interface SortField {
  readonly path: string;
  readonly segments: readonly string[];
  readonly first: FieldName;
  readonly direction: 1 | -1;
}

/** @throws CommandError for a direction other than 1 and -1. */
export function parseSort(sort: Document): SortField[] {
  return Object.entries(sort).map(([path, direction]) => {
    if (isDocument(direction)) throw notImplemented('sorting by $meta');
    const way = isNumber(direction) ? toDouble(direction) : 0;
    if (way !== 1 && way !== -1)
      throw new CommandError(15975, '$sort key ordering must be 1 (for ascending) or -1 (for descending)');
    const segments = splitPath(path);
    return { path, segments, first: fieldName(segments[0] ?? ''), direction: way };
  });
}

/** The value a document sorts by: of an array the smallest element, or descending the largest. */
function sortValue(subject: Subject, { segments, first, direction }: SortField, strings?: StringOrder): Value {
  let best: Value | undefined;
  const consider = (value: Value): void => {
    if (best === undefined || compareValues(value, best, strings) * direction < 0) best = value;
  };
  someLeaf(subject.field(first), segments, 1, (leaf) => {
    if (Array.isArray(leaf)) leaf.forEach(consider);
    else if (leaf !== undefined) consider(leaf);
    return false;
  });
  return best ?? null;
}

/** Sorts stably; `subjectOf` says how to look into an item, `strings` how strings compare. */
export function sortBy<T>(
  items: readonly T[],
  fields: readonly SortField[],
  subjectOf: (item: T) => Subject,
  strings?: StringOrder,
): T[] {
  const keyed = items.map((item) => {
    const subject = subjectOf(item);
    return { item, keys: fields.map((field) => sortValue(subject, field, strings)) };
  });
  keyed.sort((a, b) => {
    for (let i = 0; i < fields.length; i++) {
      const difference = compareValues(a.keys[i], b.keys[i], strings);
      if (difference !== 0) return difference * (fields[i]?.direction ?? 1);
    }
    return 0;
  });
  return keyed.map(({ item }) => item);
}
