import { ObjectId } from 'bson';
import type { Collation } from '../bson/collation.js';
import { hasStrings, parseCollation } from '../bson/collation.js';
import { valueKey } from '../bson/key.js';
import { findId, withIdFirst } from '../bson/raw.js';
import { readValue } from '../bson/read.js';
import { show } from '../bson/show.js';
import { typeName } from '../bson/types.js';
import type { Document, Value } from '../bson/value.js';
import { isDocument } from '../bson/value.js';
import { writeDocument } from '../bson/write.js';
import { CommandError } from '../command-error.js';
import { EncodedSubject, RememberedSubject } from '../query/subject.js';
import { Validator } from '../validation/validator.js';
import type { Keys } from './index.js';
import { Index } from './index.js';
import type { StoredRecord } from './record.js';
import { ownCopy } from './record.js';
import type { Storage } from './storage.js';

const MAX_DOCUMENT_BYTES = 16 * 1024 * 1024;
const ID_INDEX = { v: 2, key: { _id: 1 }, name: '_id_' };
const FIRST_ELEMENT = 4;

/** The value of a document's `_id`. */
export function idOf(bytes: Buffer): Value {
  const id = findId(bytes);
  return id ? readValue(bytes, id.type, id.value) : null;
}

function refuseId(id: Value): void {
  const type = typeName(id);
  if (type === 'array' || type === 'regex')
    throw new CommandError('InvalidIdField', `The '_id' value cannot be of type ${type}`);
  const dollar = isDocument(id) ? Object.keys(id).find((name) => name.startsWith('$')) : undefined;
  if (dollar !== undefined)
    throw new CommandError(
      'DollarPrefixedFieldName',
      `_id fields may not contain '$'-prefixed fields: ${dollar} is not valid for storage.`,
    );
}

/** The document with `_id` as its first field, made up when there is none. */
function withId(bytes: Buffer): Buffer {
  const id = findId(bytes);
  if (!id) return withIdFirst(bytes, writeDocument({ _id: new ObjectId() }).subarray(4, -1));
  refuseId(readValue(bytes, id.type, id.value));
  return id.start === FIRST_ELEMENT ? bytes : withIdFirst(bytes, bytes.subarray(id.start, id.end));
}

const isTooLarge = (bytes: Buffer): boolean => bytes.length > MAX_DOCUMENT_BYTES;

/** The documents of one collection and their indexes. Every change is checked, then made in memory and queued for the storage. */
export class Collection {
  private readonly byId = new Map<string, StoredRecord>();
  private readonly indexes: Index[] = [];
  private nextNumber = 1;
  private idOrder: Index | undefined;
  private validator: Validator;
  /** How strings compare where a command says nothing else, from the collection's creation on. */
  readonly collation: Collation | undefined;

  constructor(
    readonly id: number,
    public namespace: string,
    private given: Document,
    private readonly storage: Storage,
  ) {
    this.collation = isDocument(given['collation']) ? parseCollation(given['collation']) : undefined;
    this.validator = new Validator(given, { collation: this.collation });
  }

  /** As `create` was given them. */
  get options(): Document {
    return this.given;
  }

  set options(options: Document) {
    this.validator = new Validator(options, { collation: this.collation });
    this.given = options;
  }

  get size(): number {
    return this.byId.size;
  }

  /** The keys that a document will have in every index; nothing is changed yet. */
  private checkedKeys(bytes: Buffer, own?: number): Keys[] {
    const subject = new RememberedSubject(bytes);
    return this.indexes.map((index) => this.checkedKeysIn(index, subject, own));
  }

  private checkedKeysIn(index: Index, subject: EncodedSubject, own?: number): Keys {
    const keys = index.keysOf(subject);
    const taken = index.findDuplicate(keys, own);
    if (taken) throw this.duplicateKey(index.spec, taken);
    return keys;
  }

  /** Error 11000 with what drivers read from it. */
  private duplicateKey({ name, key, collation }: Document, keyValue: Document): CommandError {
    const index = `${name as string}${collation === undefined ? '' : ` collation: ${show(collation)}`}`;
    const message = `E11000 duplicate key error collection: ${this.namespace} index: ${index} dup key: ${show(keyValue)}`;
    return new CommandError('DuplicateKey', message, {
      keyPattern: key ?? null,
      keyValue,
      ...(collation !== undefined && { collation }),
    });
  }

  /** Under a collation an `_id` is there already when one that is spelled otherwise is. */
  private hasId(id: Value, idKey: string): boolean {
    if (this.collation && hasStrings(id)) return this.idIndex().holderOf([id]) !== undefined;
    return this.byId.has(idKey);
  }

  private get idSpec(): Document {
    return this.collation ? { ...ID_INDEX, collation: this.collation.spec } : ID_INDEX;
  }

  /** All records in natural order. */
  all(): Iterable<StoredRecord> {
    return this.byId.values();
  }

  find(id: Value): StoredRecord | undefined {
    return this.byId.get(valueKey(id));
  }

  /** Puts back what the storage kept; indexes are added after. */
  restore(number: number, bytes: Buffer): void {
    const idKey = valueKey(idOf(bytes));
    this.byId.set(idKey, { number, idKey, bytes });
    this.nextNumber = number + 1;
  }

  /** @param unchecked whether the collection's validator is passed by
   *  @throws CommandError 2, 11000, 52, 53, 121, 171 */
  insert(document: Buffer, unchecked = false): StoredRecord {
    const bytes = ownCopy(withId(document));
    if (isTooLarge(bytes))
      throw new CommandError(
        'BadValue',
        `object to insert too large. size in bytes: ${bytes.length}, max size: ${MAX_DOCUMENT_BYTES}`,
      );
    if (!unchecked) this.validator.check(bytes);
    const id = idOf(bytes);
    const idKey = valueKey(id);
    if (this.hasId(id, idKey)) throw this.duplicateKey(this.idSpec, { _id: id });
    const keys = this.checkedKeys(bytes);
    const record: StoredRecord = { number: this.nextNumber++, idKey, bytes };
    this.byId.set(idKey, record);
    this.indexes.forEach((index, i) => index.add(keys[i] ?? [], record));
    this.idOrder?.add([[id]], record);
    this.storage.putRecord(this.id, record.number, bytes);
    return record;
  }

  /**
   * Gives a record new bytes, which begin with the same `_id`. False when they are the bytes it has.
   * @param unchecked whether the collection's validator is passed by
   * @throws CommandError 11000, 121, 171, 17419
   */
  replace(record: StoredRecord, document: Buffer, unchecked = false): boolean {
    if (record.bytes.equals(document)) return false;
    const bytes = ownCopy(document);
    if (isTooLarge(bytes))
      throw new CommandError(17419, `Resulting document after update is larger than ${MAX_DOCUMENT_BYTES}`);
    if (!unchecked) this.validator.check(bytes, record.bytes);
    const keys = this.checkedKeys(bytes, record.number);
    const before = new RememberedSubject(record.bytes);
    this.indexes.forEach((index, i) => index.move(index.keysOf(before), keys[i] ?? [], record));
    record.bytes = bytes;
    this.storage.putRecord(this.id, record.number, bytes);
    return true;
  }

  remove(record: StoredRecord): void {
    const subject = new RememberedSubject(record.bytes);
    for (const index of this.indexes) index.remove(index.keysOf(subject), record);
    this.idOrder?.remove([[idOf(record.bytes)]], record);
    this.byId.delete(record.idKey);
    this.storage.deleteRecord(this.id, record.number);
  }

  /** The indexes besides the look-up by `_id`. */
  secondaryIndexes(): readonly Index[] {
    return this.indexes;
  }

  /** `_id` in order, for ranges and sorts: built when a query first asks, as most collections are only looked up by `_id`. */
  idIndex(): Index {
    if (this.idOrder) return this.idOrder;
    this.idOrder = new Index(this.idSpec);
    for (const record of this.all()) this.idOrder.add([[idOf(record.bytes)]], record);
    return this.idOrder;
  }

  /** Index specifications as `listIndexes` shows them. */
  indexSpecs(): Document[] {
    return [this.idSpec, ...this.indexes.map((index) => index.spec)];
  }

  /** @throws CommandError 11000 when the documents that are there break a unique index; it is not added then. */
  addIndex(spec: Document): void {
    const index = new Index(spec);
    for (const record of this.all()) {
      index.add(this.checkedKeysIn(index, new EncodedSubject(record.bytes), record.number), record);
    }
    this.indexes.push(index);
  }

  removeIndex(index: Index): void {
    this.indexes.splice(this.indexes.indexOf(index), 1);
  }
}
