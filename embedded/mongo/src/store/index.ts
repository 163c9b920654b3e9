import BTreeModule from 'sorted-btree';
import type { Collation } from '../bson/collation.js';
import { parseCollation } from '../bson/collation.js';
import { compareValues } from '../bson/compare.js';
import { valueKey } from '../bson/key.js';
import { someLeaf, splitPath } from '../bson/path.js';
import type { Document, Value } from '../bson/value.js';
import { isDocument, newDocument } from '../bson/value.js';
import { CommandError } from '../command-error.js';
import { compileFilter } from '../query/matcher.js';
import type { Matcher } from '../query/path-test.js';
import { fieldName } from '../query/subject.js';
import type { EncodedSubject, FieldName } from '../query/subject.js';
import type { IndexKey } from './index-key.js';
import { Edge, keyComparator } from './index-key.js';
import type { StoredRecord } from './record.js';

// The package is CommonJS with its class as `default`; Node hands over the whole module, bundlers the class.
type Tree = BTreeModule.default<IndexKey, StoredRecord>;
const BTree = BTreeModule.default;

export interface IndexField {
  readonly path: string;
  readonly segments: readonly string[];
  readonly first: FieldName;
  readonly direction: 1 | -1;
}

const fieldsOf = (key: Document): IndexField[] =>
  Object.entries(key).map(([path, direction]) => {
    const segments = splitPath(path);
    return { path, segments, first: fieldName(segments[0] ?? ''), direction: Number(direction) < 0 ? -1 : 1 };
  });

/** The values of one field to index: each element of an array once; a missing field counts as null. Undefined: nothing is there. */
function valuesOf(subject: EncodedSubject, field: IndexField): { values: Value[]; array: boolean; missing: boolean } {
  const top = subject.field(field.first);
  if (top !== undefined && (top === null || typeof top !== 'object') && field.segments.length === 1)
    return { values: [top], array: false, missing: false };
  const seen = new Map<string, Value>();
  let array = false;
  let missing = true;
  someLeaf(top, field.segments, 1, (leaf) => {
    if (leaf !== undefined) missing = false;
    const items = Array.isArray(leaf) && leaf.length > 0 ? leaf : [Array.isArray(leaf) ? null : (leaf ?? null)];
    if (Array.isArray(leaf) || seen.size > 0) array = true;
    for (const item of items) seen.set(valueKey(item), item);
    return false;
  });
  if (seen.size === 0) seen.set('_', null);
  return { values: [...seen.values()], array: array || seen.size > 1, missing };
}

/** What a document is found under in one index: for each entry its values in field order. */
export type Keys = readonly (readonly Value[])[];

/** One index of a collection, other than the look-up by `_id`. */
export class Index {
  readonly fields: readonly IndexField[];
  readonly unique: boolean;
  readonly sparse: boolean;
  /** The language whose order its strings are in; undefined: by their bytes. */
  readonly collation: Collation | undefined;
  /** Whether a document has had several values for one field: then two bounds may be met by different elements. */
  multikey = false;
  private readonly tree: Tree;
  private readonly compare: (a: IndexKey, b: IndexKey) => number;
  private readonly partial: Matcher | undefined;

  constructor(
    /** As `listIndexes` shows it: key, name and options. */
    readonly spec: Document,
  ) {
    this.fields = fieldsOf(spec['key'] as Document);
    this.unique = spec['unique'] === true;
    this.sparse = spec['sparse'] === true;
    this.collation = isDocument(spec['collation']) ? parseCollation(spec['collation']) : undefined;
    this.partial = isDocument(spec['partialFilterExpression'])
      ? compileFilter(spec['partialFilterExpression'], { collation: this.collation })
      : undefined;
    this.compare = keyComparator(
      this.fields.map((field) => field.direction),
      this.collation?.compare,
    );
    this.tree = new BTree<IndexKey, StoredRecord>(undefined, this.compare);
  }

  get name(): string {
    return this.spec['name'] as string;
  }

  /**
   * The values under which a document is found; none when the index leaves it out.
   * @throws CommandError 171 when two of the fields are arrays
   */
  keysOf(subject: EncodedSubject): Keys {
    if (this.partial && !this.partial(subject)) return [];
    const plain = this.plainKeyOf(subject);
    if (plain) return [plain];
    const found = this.fields.map((field) => valuesOf(subject, field));
    if (this.sparse && found.every(({ missing }) => missing)) return [];
    const arrays = this.fields.filter((_, i) => found[i]?.array);
    if (arrays.length > 1) {
      const names = arrays.map(({ path }) => `[${path}]`).reverse();
      throw new CommandError('CannotIndexParallelArrays', `cannot index parallel arrays ${names.join(' ')}`);
    }
    if (arrays.length > 0) this.multikey = true;
    let keys: Value[][] = [[]];
    for (const { values } of found) keys = keys.flatMap((key) => values.map((value) => [...key, value]));
    return keys;
  }

  /** The one key of a document whose indexed fields are all there and plain, as most are; undefined where it is not so simple. */
  private plainKeyOf(subject: EncodedSubject): Value[] | undefined {
    const key: Value[] = [];
    for (const { first, segments } of this.fields) {
      const value = segments.length === 1 ? subject.field(first) : undefined;
      if (value === undefined || (value !== null && typeof value === 'object')) return undefined;
      key.push(value);
    }
    return key;
  }

  /** The values that another record has in this unique index already; undefined when there is none. */
  findDuplicate(keys: Keys, own?: number): Document | undefined {
    const taken = this.unique ? keys.find((key) => this.isTaken(key, own)) : undefined;
    if (!taken) return undefined;
    const keyValue = newDocument();
    this.fields.forEach(({ path }, i) => (keyValue[path] = taken[i] ?? null));
    return keyValue;
  }

  private isTaken(key: readonly Value[], own: number | undefined): boolean {
    const holder = this.holderOf(key);
    return holder !== undefined && holder.number !== own;
  }

  /** The first record that is found under these values. */
  holderOf(key: readonly Value[]): StoredRecord | undefined {
    const next = this.tree.nextHigherPair([...key, Edge.lowest]);
    return next && this.isSame(key, next[0]) ? next[1] : undefined;
  }

  private isSame(values: readonly Value[], key: IndexKey): boolean {
    return values.every((value, i) => compareValues(value, key[i] as Value, this.collation?.compare) === 0);
  }

  add(keys: Keys, record: StoredRecord): void {
    for (const key of keys) this.tree.set([...key, record.number], record);
  }

  remove(keys: Keys, record: StoredRecord): void {
    for (const key of keys) this.tree.delete([...key, record.number]);
  }

  /**
   * Moves a record to new keys. Most updates leave the indexed fields as they are, or put one more element into an array: what is the
   * same from the beginning and from the end stays where it is.
   */
  move(before: Keys, after: Keys, record: StoredRecord): void {
    const shorter = Math.min(before.length, after.length);
    let start = 0;
    while (start < shorter && this.isSame(before[start] ?? [], after[start] ?? [])) start++;
    let same = 0;
    while (same < shorter - start && this.isSame(before.at(-1 - same) ?? [], after.at(-1 - same) ?? [])) same++;
    const gone = before.slice(start, before.length - same);
    this.remove(gone, record);
    // One that is gone may have shared its entry with one that stays: under a collation two elements can be the same.
    this.add(gone.length > 0 ? after : after.slice(start, after.length - same), record);
  }

  /** The records between two bounds, in index order or backwards. */
  *scan(low: IndexKey, high: IndexKey, backwards: boolean): Generator<StoredRecord> {
    if (backwards) {
      for (const [key, record] of this.tree.entriesReversed(high)) {
        if (this.compare(key, low) < 0) return;
        yield record;
      }
    } else {
      for (const [key, record] of this.tree.entries(low)) {
        if (this.compare(key, high) > 0) return;
        yield record;
      }
    }
  }
}
