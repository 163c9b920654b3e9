import type { Document, Value } from '../bson/value.js';
import { isDocument, newDocument } from '../bson/value.js';
import { CommandError } from '../command-error.js';
import type { ExpressionContext } from '../expression/context.js';
import type { Catalog, Namespace } from '../store/catalog.js';
import { checkUnique, mergeOne, parseMerge } from './merge.js';
import type { Stage } from './stages.js';

function targetOf(spec: Value | undefined, database: string): Namespace {
  if (typeof spec === 'string') return { database, collection: spec };
  if (isDocument(spec) && typeof spec['coll'] === 'string')
    return { database: typeof spec['db'] === 'string' ? spec['db'] : database, collection: spec['coll'] };
  throw new CommandError('FailedToParse', 'the target needs a collection name');
}

/** `$out`: the results replace the collection, whose options and indexes stay. */
function out(catalog: Catalog, to: Namespace, documents: readonly Buffer[], unchecked: boolean): void {
  const staging: Namespace = { database: to.database, collection: `tmp.agg_out.${to.collection}` };
  catalog.drop(staging);
  const before = catalog.find(to);
  const fresh = catalog.create(staging, before?.options ?? newDocument());
  for (const index of before?.secondaryIndexes() ?? []) fresh.addIndex(index.spec);
  try {
    for (const bytes of documents) fresh.insert(bytes, unchecked);
  } catch (fault) {
    catalog.drop(staging);
    throw fault;
  }
  catalog.rename(staging, to, true);
}

/** `$merge`: the results are put into the collection one by one. */
function merge(
  catalog: Catalog,
  spec: Value,
  database: string,
  documents: readonly Buffer[],
  context: ExpressionContext,
  unchecked: boolean,
): void {
  const options: Document = isDocument(spec) && 'into' in spec ? spec : { into: spec };
  const parsed = parseMerge(options, context);
  const to = targetOf(options['into'], database);
  checkUnique(catalog.find(to), parsed.on);
  const collection = catalog.getOrCreate(to);
  for (const bytes of documents) mergeOne(collection, bytes, parsed, unchecked);
}

/** Writes the results of a pipeline where its last stage says. @param unchecked whether the collection's validator is passed by */
export function writeOut(
  catalog: Catalog,
  database: string,
  { name, spec }: Stage,
  documents: readonly Buffer[],
  context: ExpressionContext,
  unchecked: boolean,
): void {
  if (name === '$out') out(catalog, targetOf(spec, database), documents, unchecked);
  else merge(catalog, spec, database, documents, context, unchecked);
}
