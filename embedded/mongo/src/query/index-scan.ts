import type { Collation } from '../bson/collation.js';
import { hasStrings } from '../bson/collation.js';
import { compareValues, equalValues } from '../bson/compare.js';
import type { Document, Value } from '../bson/value.js';
import { isDocument, isOperatorDocument } from '../bson/value.js';
import type { Index, IndexField } from '../store/index.js';
import type { IndexKey, KeyPart } from '../store/index-key.js';
import { Edge } from '../store/index-key.js';
import type { StoredRecord } from '../store/record.js';
import type { Bound } from './bounds.js';
import { isPoints, tightest, withoutStrings } from './bounds.js';
import type { SortField } from './sort.js';

/** More points than this are scanned as the prefix before them. */
const MAX_RANGES = 5000;

export interface IndexScan {
  readonly index: Index;
  /** How much the index narrows the search: higher is better. */
  readonly score: number;
  readonly sorted: boolean;
  records(): Iterable<StoredRecord>;
}

/** Whether every document that matches `filter` also matches the filter of a partial index, as far as can be told at a glance. */
function implies(filter: Document, partial: Document, bounds: ReadonlyMap<string, readonly Bound[]>): boolean {
  return Object.entries(partial).every(([path, wanted]) => {
    const given = filter[path];
    if (given !== undefined && equalValues(given, wanted)) return true;
    if (isOperatorDocument(wanted) && Object.keys(wanted).join() === '$exists' && wanted['$exists'] === true)
      return bounds.get(path)?.some(excludesNull) === true;
    return false;
  });
}

const excludesNull = (bound: Bound): boolean =>
  isPoints(bound)
    ? !bound.points.includes(null)
    : !('value' in bound.low.of && bound.low.of.value === null) &&
      !('value' in bound.high.of && bound.high.of.value === null);

/** The leading fields of the index that the filter bounds: values for some, then at most one range. */
function usableBounds(
  index: Index,
  bounds: ReadonlyMap<string, readonly Bound[]>,
  isUsable: (bound: Bound) => boolean,
): Bound[] {
  const used: Bound[] = [];
  let ranges = 1;
  for (const { path } of index.fields) {
    const bound = tightest((bounds.get(path) ?? []).filter(isUsable), index.multikey);
    if (!bound) break;
    if (isPoints(bound) && (ranges *= Math.max(1, bound.points.length)) > MAX_RANGES) break;
    used.push(bound);
    if (!isPoints(bound)) break;
  }
  return used;
}

/** 1 or -1 when scanning the index that way gives the sort order, 0 when neither does. */
function sortDirection(index: Index, used: readonly Bound[], sort: readonly SortField[]): number {
  if (sort.length === 0 || index.multikey) return 0;
  const fixed = (at: number): boolean => {
    const bound = used[at];
    return bound !== undefined && isPoints(bound) && bound.points.length === 1;
  };
  let at = 0;
  let way = 0;
  for (const { path, direction } of sort) {
    const constant = index.fields.findIndex((field) => field.path === path);
    if (constant >= 0 && fixed(constant)) continue;
    while (fixed(at) && index.fields[at]?.path !== path) at++;
    const field = index.fields[at];
    if (field?.path !== path) return 0;
    const needed = field.direction * direction;
    if (way !== 0 && way !== needed) return 0;
    way = needed;
    at++;
  }
  return way || 1;
}

const ends = (field: IndexField | undefined, low: Edge, high: Edge): [KeyPart, KeyPart] =>
  field?.direction === -1 ? [high, low] : [low, high];

/** The stretches of the index to read, in index order. */
function stretches(index: Index, used: readonly Bound[]): [IndexKey, IndexKey][] {
  let prefixes: Value[][] = [[]];
  let last: [KeyPart, KeyPart] | undefined;
  used.forEach((bound, at) => {
    const field = index.fields[at];
    if (!isPoints(bound)) last = ends(field, bound.low, bound.high);
    else {
      const points = [...bound.points].sort(
        (a, b) => compareValues(a, b, index.collation?.compare) * (field?.direction ?? 1),
      );
      prefixes = prefixes.flatMap((prefix) => points.map((point) => [...prefix, point]));
    }
  });
  return prefixes.map((prefix) => {
    const [low, high] = last ?? ends(index.fields[prefix.length], Edge.lowest, Edge.highest);
    return [
      [...prefix, low],
      [...prefix, high],
    ];
  });
}

function* read(index: Index, ranges: readonly [IndexKey, IndexKey][], backwards: boolean): Generator<StoredRecord> {
  const again = index.multikey || (index.collation !== undefined && ranges.length > 1); // 'a' and 'A' may be one place
  const seen = again ? new Set<number>() : undefined;
  for (const [low, high] of backwards ? [...ranges].reverse() : ranges)
    for (const record of index.scan(low, high, backwards)) {
      if (seen?.has(record.number)) continue;
      seen?.add(record.number);
      yield record;
    }
}

/** What a query asks for. */
interface Asked {
  readonly filter: Document;
  readonly bounds: ReadonlyMap<string, readonly Bound[]>;
  readonly sort: readonly SortField[];
  readonly collation: Collation | undefined;
}

/** How the index would answer the query; undefined when it cannot, or would not help and is not `forced`. */
export function scanOf(
  index: Index,
  { filter, bounds, sort, collation }: Asked,
  forced: boolean,
): IndexScan | undefined {
  const sameOrder = equalValues(collation?.spec, index.collation?.spec);
  const used = usableBounds(index, bounds, sameOrder ? () => true : withoutStrings);
  const partial = index.spec['partialFilterExpression'];
  if (isDocument(partial) && !((sameOrder || !hasStrings(partial)) && implies(filter, partial, bounds)))
    return undefined;
  if (index.sparse && !used.some(excludesNull)) return undefined;
  const way = sameOrder ? sortDirection(index, used, sort) : 0;
  const points = used.filter(isPoints).length;
  const score = points * 10 + (used.length > points ? 5 : 0) + (way !== 0 ? 3 : 0);
  if (score === 0 && !forced) return undefined;
  return {
    index,
    score,
    sorted: sort.length === 0 || way !== 0,
    records: () => read(index, stretches(index, used), way < 0),
  };
}
