import { hasStrings } from '../bson/collation.js';
import { compareValues } from '../bson/compare.js';
import { valueKey } from '../bson/key.js';
import { isNumber, toDouble } from '../bson/numbers.js';
import { typeClass, typeName } from '../bson/types.js';
import type { Document, Value } from '../bson/value.js';
import { isDocument, isOperatorDocument } from '../bson/value.js';
import { Edge } from '../store/index-key.js';

/** What a filter says about one path that an index can use: one of some values, or a range. */
export type Bound = { readonly points: readonly Value[] } | { readonly low: Edge; readonly high: Edge };

export const isPoints = (bound: Bound): bound is { readonly points: readonly Value[] } => 'points' in bound;

/** Patterns match many strings and arrays match as a whole: neither is one index entry. */
const isPoint = (value: Value): boolean => !Array.isArray(value) && typeName(value) !== 'regex';

function pointsBound(values: readonly Value[]): Bound | undefined {
  if (!values.every(isPoint)) return undefined;
  const distinct = new Map(values.map((value) => [valueKey(value), value]));
  return { points: [...distinct.values()].sort(compareValues) };
}

function rangeBound(operator: string, operand: Value): Bound | undefined {
  if (!isPoint(operand) || (isNumber(operand) && Number.isNaN(toDouble(operand)))) return undefined;
  const name = typeName(operand);
  const all = name === 'minKey' || name === 'maxKey';
  const low = all ? Edge.lowest : new Edge(-1, { typeClass: typeClass(operand) });
  const high = all ? Edge.highest : new Edge(1, { typeClass: typeClass(operand) });
  switch (operator) {
    case '$gt':
      return { low: new Edge(1, { value: operand }), high };
    case '$gte':
      return { low: new Edge(-1, { value: operand }), high };
    case '$lt':
      return { low, high: new Edge(-1, { value: operand }) };
    case '$lte':
      return { low, high: new Edge(1, { value: operand }) };
    default:
      return undefined;
  }
}

function fieldBounds(condition: Value): Bound[] {
  const found: (Bound | undefined)[] = [];
  if (!isOperatorDocument(condition)) found.push(pointsBound([condition]));
  else
    for (const [operator, operand] of Object.entries(condition)) {
      if (operator === '$eq') found.push(pointsBound([operand]));
      else if (operator === '$in' && Array.isArray(operand)) found.push(pointsBound(operand));
      else found.push(rangeBound(operator, operand));
    }
  return found.filter((bound) => bound !== undefined);
}

/** All bounds by path, from the filter's own fields and those under `$and`. */
export function boundsOf(filter: Document, into = new Map<string, Bound[]>()): Map<string, Bound[]> {
  for (const [name, condition] of Object.entries(filter)) {
    if (name === '$and' && Array.isArray(condition))
      for (const branch of condition.filter(isDocument)) boundsOf(branch, into);
    else if (!name.startsWith('$')) into.set(name, [...(into.get(name) ?? []), ...fieldBounds(condition)]);
  }
  return into;
}

/**
 * The one bound to scan by. Points win. Two ranges are intersected, unless the index is multikey: there different elements of an array
 * may meet them, so only the first is used.
 */
export function tightest(bounds: readonly Bound[], multikey: boolean): Bound | undefined {
  const points = bounds.filter(isPoints).sort((a, b) => a.points.length - b.points.length)[0];
  if (points) return points;
  const ranges = bounds.filter((bound) => !isPoints(bound)) as { low: Edge; high: Edge }[];
  if (multikey) return ranges[0];
  return ranges.reduce<{ low: Edge; high: Edge } | undefined>(
    (best, next) =>
      best
        ? {
            low: bounded(next.low) && !bounded(best.low) ? next.low : best.low,
            high: bounded(next.high) && !bounded(best.high) ? next.high : best.high,
          }
        : next,
    undefined,
  );
}

/** Whether a bound is the same whatever language strings are compared in. */
export const withoutStrings = (bound: Bound): boolean =>
  isPoints(bound)
    ? !bound.points.some(hasStrings)
    : ![bound.low, bound.high].some((edge) => 'value' in edge.of && hasStrings(edge.of.value));

const bounded = (edge: Edge): boolean => 'value' in edge.of;
