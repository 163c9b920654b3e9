import type { Collation } from '../bson/collation.js';
import { hasStrings } from '../bson/collation.js';
import { equalValues } from '../bson/compare.js';
import type { Document, Value } from '../bson/value.js';
import { isDocument, isOperatorDocument } from '../bson/value.js';
import { CommandError } from '../command-error.js';
import type { Collection } from '../store/collection.js';
import type { StoredRecord } from '../store/record.js';
import { boundsOf, isPoints } from './bounds.js';
import { scanOf } from './index-scan.js';
import type { SortField } from './sort.js';

/** How the candidates of a query are found; they are tested against the filter after. */
export interface Plan {
  readonly stage: 'COLLSCAN' | 'IXSCAN' | 'IDHACK';
  readonly index?: string;
  /** Whether the candidates come in the order that was asked for. */
  readonly sorted: boolean;
  /** Whether every candidate is known to match. */
  readonly exact: boolean;
  candidates(): Iterable<StoredRecord>;
}

const present = <T>(items: readonly (T | undefined)[]): T[] => items.filter((item) => item !== undefined);

function byId(
  collection: Collection,
  filter: Document,
  sort: readonly SortField[],
  collation: Collation | undefined,
): Plan | undefined {
  const bound = boundsOf(filter).get('_id')?.find(isPoints);
  if (!bound || (collation && bound.points.some(hasStrings))) return undefined;
  const condition = filter['_id'];
  const exact =
    Object.keys(filter).length === 1 && (!isOperatorDocument(condition) || Object.keys(condition).length === 1);
  const candidates = () => present(bound.points.map((id) => collection.find(id)));
  return { stage: 'IDHACK', index: '_id_', sorted: sort.length === 0 || bound.points.length <= 1, exact, candidates };
}

const natural = (collection: Collection, backwards: boolean): Plan => ({
  stage: 'COLLSCAN',
  sorted: true,
  exact: false,
  candidates: () => (backwards ? [...collection.all()].reverse() : collection.all()),
});

/** The name of the index that the client wants used. */
function hinted(collection: Collection, hint: Value | undefined): string | undefined {
  if (hint === undefined || (isDocument(hint) && Object.keys(hint).length === 0)) return undefined;
  const spec = collection
    .indexSpecs()
    .find(({ name, key, hidden }) => hidden !== true && (name === hint || equalValues(key, hint)));
  if (!spec)
    throw new CommandError(
      'BadValue',
      'error processing query: planner returned error :: caused by :: hint provided does not correspond to an existing index',
    );
  return spec['name'] as string;
}

const naturalHint = (hint: Value | undefined): Value | undefined => (isDocument(hint) ? hint['$natural'] : undefined);

/**
 * Chooses how to find the candidates of a filter: by `_id`, by the index that narrows most or sorts, or through the whole collection.
 * @throws CommandError when the hint names no index.
 */
export function planQuery(
  collection: Collection,
  filter: Document,
  sort: readonly SortField[],
  hint: Value | undefined,
  collation: Collation | undefined,
): Plan {
  const backwards = sort[0]?.path === '$natural' ? sort[0].direction : naturalHint(hint);
  if (backwards !== undefined) return natural(collection, Number(backwards) < 0);
  const only = hinted(collection, hint);
  const idPlan = byId(collection, filter, sort, collation);
  if (idPlan && (only === undefined || only === '_id_')) return idPlan;
  const bounds = boundsOf(filter);
  const orderedById = only === '_id_' || bounds.get('_id')?.length || sort[0]?.path === '_id';
  const indexes = [...collection.secondaryIndexes(), ...(orderedById ? [collection.idIndex()] : [])];
  const scans = present(
    indexes
      .filter(({ name, spec }) => spec['hidden'] !== true && (only === undefined || name === only))
      .map((index) => scanOf(index, { filter, bounds, sort, collation }, only !== undefined)),
  ).sort((a, b) => b.score - a.score);
  const [best] = scans;
  if (!best) return { ...natural(collection, false), sorted: sort.length === 0 };
  return {
    stage: 'IXSCAN',
    index: best.index.name,
    sorted: best.sorted,
    exact: false,
    candidates: () => best.records(),
  };
}
