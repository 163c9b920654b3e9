import type { Value } from '../bson/value.js';
import type { StringOrder } from '../bson/collation.js';
import { compareValues } from '../bson/compare.js';
import { typeClass } from '../bson/types.js';

/** A place between values: just below or above one value, or all of one type. It bounds a scan; it is never stored. */
export class Edge {
  constructor(
    readonly side: -1 | 1,
    readonly of: { readonly value: Value } | { readonly typeClass: number },
  ) {}

  static readonly lowest = new Edge(-1, { typeClass: -1 });
  static readonly highest = new Edge(1, { typeClass: 1000 });

  compareTo(value: Value, strings?: StringOrder): number {
    if ('value' in this.of) return compareValues(this.of.value, value, strings) || this.side;
    return this.of.typeClass - typeClass(value) || this.side;
  }
}

/** One value or bound per field of the index. */
export type KeyPart = Value | Edge;

/** An entry's values in field order, then its record number: so every entry is a key of its own. */
export type IndexKey = readonly KeyPart[];

function compareParts(a: KeyPart, b: KeyPart, strings?: StringOrder): number {
  if (a === b) return 0;
  if (typeof a === 'string' && typeof b === 'string') return compareValues(a, b, strings);
  if (a instanceof Edge) return b instanceof Edge ? a.side - b.side : a.compareTo(b, strings);
  return b instanceof Edge ? -b.compareTo(a, strings) : compareValues(a, b, strings);
}

/** Orders index keys; `directions` has 1 or -1 for each field, the record number ascends. */
export function keyComparator(
  directions: readonly number[],
  strings?: StringOrder,
): (a: IndexKey, b: IndexKey) => number {
  return (a, b) => {
    const length = Math.min(a.length, b.length);
    for (let i = 0; i < length; i++) {
      const difference = compareParts(a[i] as KeyPart, b[i] as KeyPart, strings);
      if (difference !== 0) return difference * (directions[i] ?? 1);
    }
    return a.length - b.length;
  };
}
