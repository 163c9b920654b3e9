import BTreeModule from 'sorted-btree';
import { compareValues } from '../bson/compare.js';
import { valueKey } from '../bson/key.js';
import { show } from '../bson/show.js';
import { someLeaf, splitPath } from '../bson/path.js';
import type { Document, Value } from '../bson/value.js';
import { isDocument, newDocument } from '../bson/value.js';
import { CommandError } from '../command-error.js';
import { compileFilter } from '../query/matcher.js';
import type { Matcher } from '../query/path-test.js';
import { EncodedSubject, fieldName } from '../query/subject.js';
import type { FieldName } from '../query/subject.js';
import type { IndexKey, KeyPart } from './index-key.js';
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

/** One index of a collection, other than the look-up by `_id`. */
export class Index {
  readonly fields: readonly IndexField[];
  readonly unique: boolean;
  readonly sparse: boolean;
  /** Whether a document has had several values for one field: then two bounds may be met by different elements. */
  multikey = false;
  private readonly tree: Tree;
  private readonly compare: (a: IndexKey, b: IndexKey) => number;
  private readonly partial: Matcher | undefined;

  constructor(
    /** As `listIndexes` shows it: key, name and options. */
    readonly spec: Document,
    private readonly namespace: string,
  ) {
    this.fields = fieldsOf(spec['key'] as Document);
    this.unique = spec['unique'] === true;
    this.sparse = spec['sparse'] === true;
    this.partial = isDocument(spec['partialFilterExpression'])
      ? compileFilter(spec['partialFilterExpression'])
      : undefined;
    this.compare = keyComparator(this.fields.map((field) => field.direction));
    this.tree = new BTree<IndexKey, StoredRecord>(undefined, this.compare);
  }

  get name(): string {
    return this.spec['name'] as string;
  }

  /** The value tuples under which a document is found; none when the index leaves it out. */
  private tuples(bytes: Buffer): KeyPart[][] {
    const subject = new EncodedSubject(bytes);
    if (this.partial && !this.partial(subject)) return [];
    let tuples: KeyPart[][] = [[]];
    let missing = true;
    let arrays = 0;
    for (const field of this.fields) {
      const found = valuesOf(subject, field);
      missing &&= found.missing;
      if (found.array) arrays++;
      if (found.values.length === 1) for (const tuple of tuples) tuple.push(found.values[0] ?? null);
      else tuples = tuples.flatMap((tuple) => found.values.map((value) => [...tuple, value]));
    }
    if (this.sparse && missing) return [];
    if (arrays > 0) this.multikey = true;
    return tuples;
  }

  /** @throws CommandError 11000 when another record has the same values in this unique index. */
  private refuseDuplicate(tuple: KeyPart[], own: number | undefined): void {
    const next = this.tree.nextHigherPair([...tuple, Edge.lowest]);
    if (!next || next[1].number === own) return;
    if (tuple.some((part, i) => compareValues(part as Value, next[0][i] as Value) !== 0)) return;
    throw this.duplicate(tuple as Value[]);
  }

  private duplicate(values: Value[]): CommandError {
    const keyValue = newDocument();
    this.fields.forEach(({ path }, i) => (keyValue[path] = values[i] ?? null));
    return duplicateKey(this.namespace, this.name, this.spec['key'] as Document, keyValue);
  }

  /** @throws CommandError 11000; the index is unchanged then. */
  checkUnique(bytes: Buffer, own?: number): void {
    if (this.unique) for (const tuple of this.tuples(bytes)) this.refuseDuplicate(tuple, own);
  }

  add(record: StoredRecord): void {
    for (const tuple of this.tuples(record.bytes)) this.tree.set([...tuple, record.number], record);
  }

  remove(record: StoredRecord): void {
    for (const tuple of this.tuples(record.bytes)) this.tree.delete([...tuple, record.number]);
  }

  /** Moves a record to the values of its new bytes; most updates leave the indexed fields as they are. */
  move(record: StoredRecord, bytes: Buffer): void {
    const before = this.tuples(record.bytes);
    const after = this.tuples(bytes);
    const [first, second] = [before[0], after[0]];
    if (before.length === 1 && after.length === 1 && first && second && sameTuple(first, second)) return;
    for (const tuple of before) this.tree.delete([...tuple, record.number]);
    for (const tuple of after) this.tree.set([...tuple, record.number], record);
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

const sameTuple = (a: KeyPart[], b: KeyPart[]): boolean =>
  a.every((part, i) => compareValues(part as Value, b[i] as Value) === 0);

/** Error 11000 with what drivers read from it. */
export function duplicateKey(namespace: string, index: string, keyPattern: Document, keyValue: Document): CommandError {
  return new CommandError(
    'DuplicateKey',
    `E11000 duplicate key error collection: ${namespace} index: ${index} dup key: ${show(keyValue)}`,
    { keyPattern, keyValue },
  );
}
