import type { Document, Value } from '../bson/value.js';
import type { Collection } from '../store/collection.js';
import type { StoredRecord } from '../store/record.js';
import type { ExpressionContext } from '../expression/context.js';
import { emptyContext } from '../expression/context.js';
import { compileFilter } from './matcher.js';
import type { Matcher } from './path-test.js';
import type { Plan } from './plan.js';
import { planQuery } from './plan.js';
import { parseSort, sortBy } from './sort.js';
import { EncodedSubject } from './subject.js';

export interface Selection {
  readonly filter: Document;
  readonly sort?: Document | undefined;
  readonly skip?: number | undefined;
  /** 0 or missing: all. */
  readonly limit?: number | undefined;
  readonly hint?: Value | undefined;
  readonly context?: ExpressionContext | undefined;
}

const subjectOf = (record: StoredRecord): EncodedSubject => new EncodedSubject(record.bytes);

const slice = <T>(items: T[], skip: number, limit: number): T[] =>
  skip > 0 || limit > 0 ? items.slice(skip, limit > 0 ? skip + limit : undefined) : items;

function* matching(plan: Plan, matcher: Matcher): Generator<StoredRecord> {
  for (const record of plan.candidates()) if (plan.exact || matcher(subjectOf(record))) yield record;
}

/**
 * The records that a query selects, in its order. The list is complete before it is returned, so the caller may change what it holds.
 * @throws CommandError for what the filter, sort or hint has wrong.
 */
export function select(
  collection: Collection,
  { filter, sort = {}, skip = 0, limit = 0, hint, context = emptyContext }: Selection,
): StoredRecord[] {
  const order = parseSort(sort);
  const plan = planQuery(collection, filter, order, hint, context.collation);
  const end = limit > 0 ? skip + limit : Infinity;
  const found: StoredRecord[] = [];
  for (const record of matching(plan, compileFilter(filter, context))) {
    found.push(record);
    if (plan.sorted && found.length >= end) break;
  }
  return slice(plan.sorted ? found : sortBy(found, order, subjectOf, context.collation?.compare), skip, limit);
}

/** The same, of documents that are in no collection. */
export function selectDocuments(
  documents: readonly Buffer[],
  { filter, sort = {}, skip = 0, limit = 0, context = emptyContext }: Selection,
): Buffer[] {
  const matcher = compileFilter(filter, context);
  const found = documents.filter((bytes) => matcher(new EncodedSubject(bytes)));
  return slice(
    sortBy(found, parseSort(sort), (bytes) => new EncodedSubject(bytes), context.collation?.compare),
    skip,
    limit,
  );
}
