import { isNumber, toDouble } from '../bson/numbers.js';
import { readDocument } from '../bson/read.js';
import type { Document, Value } from '../bson/value.js';
import { isDocument, newDocument } from '../bson/value.js';
import { writeDocument } from '../bson/write.js';
import { CommandError } from '../command-error.js';
import type { ExpressionContext } from '../expression/context.js';
import { compileFilter } from '../query/matcher.js';
import { compileProjection } from '../query/projection.js';
import { compileReshape } from '../query/reshape.js';
import { select } from '../query/select.js';
import { DecodedSubject, EncodedSubject } from '../query/subject.js';
import type { Catalog, Namespace } from '../store/catalog.js';
import type { Collection } from '../store/collection.js';
import { fill } from './fill.js';
import { grouping, valuesBy } from './group.js';
import { joining } from './join.js';
import { amount, countField, filterOf, limitOf, passOn, sortOf } from './plain-stages.js';
import type { StageRunners, Surroundings } from './stage.js';
import { specOf } from './stage.js';
import type { Stage } from './stages.js';
import { unfolding } from './unfold.js';
import { resolveView } from './views.js';
import { setWindowFields } from './window.js';

const runners: StageRunners = {
  ...grouping,
  ...joining,
  ...unfolding,
  $count: (spec, documents) => {
    const field = countField(spec);
    return documents.length > 0 ? [{ [field]: documents.length }] : [];
  },
  $documents: (spec, _, { context }) => {
    const given = valuesBy(spec, context)(newDocument());
    if (!Array.isArray(given) || !given.every(isDocument))
      throw new CommandError(5858203, '$documents needs an array of objects');
    return given;
  },
  $fill: fill,
  $sample: (given, documents) => {
    const { size } = specOf('$sample', given, ['size'], []);
    const count = isNumber(size) ? toDouble(size) : NaN;
    if (!(count > 0)) throw new CommandError(28747, 'size argument to $sample must be a positive number');
    const left = [...documents];
    for (let i = left.length - 1; i > 0; i--) {
      const j = Math.floor(Math.random() * (i + 1));
      [left[i], left[j]] = [left[j] as Document, left[i] as Document];
    }
    return left.slice(0, count);
  },
  $setWindowFields: setWindowFields,
};

/** Runs the stages on decoded documents. */
function runDecoded(
  given: Document[],
  stages: readonly Stage[],
  context: ExpressionContext,
  collection: (name: string) => Document[],
): Document[] {
  const surroundings: Surroundings = {
    context,
    collection,
    run: (documents, inner, innerContext) => runDecoded(documents, inner, innerContext, collection),
  };
  let documents = given;
  for (const { name, spec } of stages) {
    const reshape = compileReshape(name, spec, context);
    const passed = passOn(name, spec, documents, context, (document) => new DecodedSubject(document));
    if (reshape) documents = documents.map(reshape);
    else documents = passed ?? runners[name]?.(spec, documents, surroundings) ?? documents;
  }
  return documents;
}

/** What drivers send to count documents: no need to read any. */
function isCount({ name, spec }: Stage): boolean {
  if (name !== '$group' || !isDocument(spec) || Object.keys(spec).join() !== '_id,n') return false;
  return spec['_id'] === 1 && isDocument(spec['n']) && spec['n']['$sum'] === 1 && Object.keys(spec['n']).length === 1;
}

/** Runs a stage on encoded documents; undefined where they have to be decoded for it. */
function runEncoded(stage: Stage, documents: Buffer[], context: ExpressionContext): Buffer[] | undefined {
  const { name, spec } = stage;
  const count: Document | undefined = isCount(stage)
    ? { _id: 1, n: documents.length }
    : name === '$count'
      ? { [countField(spec)]: documents.length }
      : undefined;
  if (count) return documents.length > 0 ? [writeDocument(count)] : [];
  if (name === '$project' && isDocument(spec)) {
    const projection = compileProjection(spec, context);
    return projection?.picks ? documents.map((bytes) => projection.ofBytes(bytes)) : undefined;
  }
  return passOn(name, spec, documents, context, (bytes) => new EncodedSubject(bytes));
}

/** Runs the stages on documents. @param collection the documents of another collection or view, for `$lookup` and its like */
export function runStages(
  given: Buffer[],
  stages: readonly Stage[],
  context: ExpressionContext,
  collection: (name: string) => Document[],
): Buffer[] {
  let documents = given;
  for (const [i, stage] of stages.entries()) {
    const results = runEncoded(stage, documents, context);
    if (!results) {
      const decoded = documents.map((bytes) => readDocument(bytes));
      return runDecoded(decoded, stages.slice(i), context, collection).map(writeDocument);
    }
    documents = results;
  }
  return documents;
}

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
