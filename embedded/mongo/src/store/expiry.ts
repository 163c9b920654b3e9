import { isNumber, toDouble } from '../bson/numbers.js';
import { readDocument } from '../bson/read.js';
import { leaves } from '../bson/path.js';
import type { Catalog } from './catalog.js';
import type { Collection } from './collection.js';
import { Edge } from './index-key.js';
import type { Index } from './index.js';
import type { StoredRecord } from './record.js';

/** A document expires by the earliest of its dates; one without a date never does. */
function isExpired(record: StoredRecord, index: Index, before: number): boolean {
  const [field] = index.fields;
  const values = leaves(readDocument(record.bytes), field?.segments ?? []).flat();
  return values.some((value) => value instanceof Date && value.getTime() <= before);
}

function expired(index: Index, now: number): StoredRecord[] {
  const seconds = index.spec['expireAfterSeconds'];
  if (!isNumber(seconds)) return [];
  const before = now - toDouble(seconds) * 1000;
  const [low, high] = [new Edge(-1, { value: new Date(-8.64e15) }), new Edge(1, { value: new Date(before) })];
  const bounds: [Edge, Edge] = index.fields[0]?.direction === -1 ? [high, low] : [low, high];
  return [...index.scan([bounds[0]], [bounds[1]], false)].filter((record) => isExpired(record, index, before));
}

function expireIn(collection: Collection, now: number): void {
  for (const index of collection.secondaryIndexes())
    for (const record of new Set(expired(index, now))) collection.remove(record);
}

/** Removes the documents whose time is over, by the TTL indexes. @param now milliseconds since 1970 */
export function expireDocuments(catalog: Catalog, now: number): void {
  for (const database of catalog.databaseNames())
    for (const [, collection] of catalog.collectionsOf(database)) expireIn(collection, now);
}
