import { readDocument } from '../bson/read.js';
import type { Document, Value } from '../bson/value.js';
import { newDocument } from '../bson/value.js';
import { writeDocument } from '../bson/write.js';
import type { ExpressionContext } from '../query/expression-context.js';
import { compileFilter } from '../query/matcher.js';
import { select } from '../query/select.js';
import { runStage } from '../query/stage.js';
import type { Catalog, Namespace } from '../store/catalog.js';
import type { Collection } from '../store/collection.js';
import { amount, filterOf, limitOf, nativeStage, sortOf } from './native-stages.js';
import type { Stage } from './stages.js';
import { resolveView } from './views.js';

/** Takes the stages that a query can answer, with its indexes, off the front of a pipeline. */
function queryFront(
  collection: Collection | undefined,
  stages: Stage[],
  context: ExpressionContext,
  hint: Value | undefined,
): Buffer[] {
  const next = (name: string): Value | undefined => (stages[0]?.name === name ? stages.shift()?.spec : undefined);
  const match = next('$match');
  const sort = next('$sort');
  const skip = next('$skip');
  const limit = next('$limit');
  const filter = match === undefined ? newDocument() : filterOf(match);
  compileFilter(filter, context);
  if (!collection) return [];
  return select(collection, {
    filter,
    sort: sort === undefined ? undefined : sortOf(sort),
    skip: skip === undefined ? 0 : amount(skip, '$skip'),
    limit: limit === undefined ? 0 : limitOf(limit),
    context,
    hint,
  }).map((record) => record.bytes);
}

/** Runs the stages on documents. @param collection the documents of another collection or view, for `$lookup` and its like */
export function runStages(
  given: readonly Buffer[],
  stages: readonly Stage[],
  context: ExpressionContext,
  collection: (name: string) => Document[],
): Buffer[] {
  let documents = [...given];
  for (const stage of stages) {
    const run = nativeStage(stage);
    documents = run
      ? run(stage.spec, documents, context)
      : runStage(
          stage.name,
          stage.spec,
          documents.map((bytes) => readDocument(bytes)),
          { collection, ...context },
        ).map(writeDocument);
  }
  return documents;
}

/** The documents of the collections and views of a database, by name. */
export const documentsOf =
  (catalog: Catalog, database: string) =>
  (collection: string): Document[] =>
    runPipeline(catalog, { database, collection }, [], {}).map((bytes) => readDocument(bytes));

/** Runs a pipeline on a collection or a view, or on nothing when it brings its own documents. */
export function runPipeline(
  catalog: Catalog,
  at: Namespace,
  pipeline: readonly Stage[],
  context: ExpressionContext,
  hint?: Value,
): Buffer[] {
  const { at: basis, stages: view } = resolveView(catalog, at);
  const stages = [...view, ...pipeline];
  const documents = queryFront(catalog.find(basis), stages, context, hint);
  return runStages(documents, stages, context, documentsOf(catalog, at.database));
}
