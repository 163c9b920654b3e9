import { equalValues } from '../bson/compare.js';
import { splitPath } from '../bson/path.js';
import { readDocument } from '../bson/read.js';
import type { Document, Value } from '../bson/value.js';
import { isDocument, newDocument } from '../bson/value.js';
import { writeDocument } from '../bson/write.js';
import { CommandError, notImplemented } from '../command-error.js';
import { select } from '../query/select.js';
import type { Catalog, Namespace } from '../store/catalog.js';
import type { Collection } from '../store/collection.js';
import { Target } from '../update/target.js';
import type { Stage } from './stages.js';

function targetOf(spec: Value | undefined, database: string): Namespace {
  if (typeof spec === 'string') return { database, collection: spec };
  if (isDocument(spec) && typeof spec['coll'] === 'string')
    return { database: typeof spec['db'] === 'string' ? spec['db'] : database, collection: spec['coll'] };
  throw new CommandError('FailedToParse', 'the target needs a collection name');
}

/** `$out`: the results replace the collection, whose indexes stay. */
function out(catalog: Catalog, to: Namespace, documents: readonly Buffer[]): void {
  const staging: Namespace = { database: to.database, collection: `tmp.agg_out.${to.collection}` };
  catalog.drop(staging);
  const fresh = catalog.create(staging, newDocument());
  for (const index of catalog.find(to)?.secondaryIndexes() ?? []) fresh.addIndex(index.spec);
  try {
    for (const bytes of documents) fresh.insert(bytes);
  } catch (fault) {
    catalog.drop(staging);
    throw fault;
  }
  catalog.rename(staging, to, true);
}

function mergeOne(
  collection: Collection,
  bytes: Buffer,
  on: readonly string[],
  matched: Value,
  notMatched: Value,
): void {
  const document = readDocument(bytes);
  const filter = newDocument();
  for (const path of on) filter[path] = new Target(document, splitPath(path)).get() ?? null;
  const [record] = select(collection, { filter, limit: 1 });
  if (!record) {
    if (notMatched === 'insert') collection.insert(bytes);
    else if (notMatched === 'fail')
      throw new CommandError('OperationFailed', '$merge could not find a matching document in the target collection');
    return;
  }
  if (matched === 'fail') throw new CommandError('DuplicateKey', '$merge found a document that is there already');
  if (matched === 'keepExisting') return;
  const before = readDocument(record.bytes);
  const after: Document =
    matched === 'merge'
      ? Object.assign(newDocument(), before, document)
      : Object.assign(newDocument(), { _id: before['_id'] }, document);
  if (document['_id'] === undefined) after['_id'] = before['_id'] ?? null;
  if (!equalValues(after['_id'], before['_id']))
    throw new CommandError('ImmutableField', '$merge failed to update the matching document: _id would change');
  collection.replace(record, writeDocument(after));
}

/** `$merge`: the results are put into the collection one by one. */
function merge(catalog: Catalog, spec: Value, database: string, documents: readonly Buffer[]): void {
  const options: Document = isDocument(spec) && 'into' in spec ? spec : { into: spec };
  const collection = catalog.getOrCreate(targetOf(options['into'], database));
  const on = [options['on'] ?? '_id'].flat() as string[];
  const matched = options['whenMatched'] ?? 'merge';
  const notMatched = options['whenNotMatched'] ?? 'insert';
  if (typeof matched !== 'string' || 'let' in options) throw notImplemented('$merge with a pipeline');
  for (const bytes of documents) mergeOne(collection, bytes, on, matched, notMatched);
}

/** Writes the results of a pipeline where its last stage says. */
export function writeOut(
  catalog: Catalog,
  database: string,
  { name, spec }: Stage,
  documents: readonly Buffer[],
): void {
  if (name === '$out') out(catalog, targetOf(spec, database), documents);
  else merge(catalog, spec, database, documents);
}
