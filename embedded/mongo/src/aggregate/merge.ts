import { equalValues } from '../bson/compare.js';
import { splitPath } from '../bson/path.js';
import { readDocument } from '../bson/read.js';
import { show } from '../bson/show.js';
import type { Document, Value } from '../bson/value.js';
import { isDocument, newDocument } from '../bson/value.js';
import { writeDocument } from '../bson/write.js';
import { CommandError, notImplemented } from '../command-error.js';
import type { ExpressionContext } from '../expression/context.js';
import { select } from '../query/select.js';
import { computeVariables } from '../query/variables.js';
import type { Collection } from '../store/collection.js';
import type { StoredRecord } from '../store/record.js';
import { compilePipelineUpdate } from '../update/pipeline-update.js';
import { Target } from '../update/target.js';

/** What becomes of a document that is there, given the one that comes; undefined: it stays. */
type WhenMatched = (before: Document, incoming: Document) => Document | undefined;

const keepId = (after: Document, before: Document): Document =>
  after['_id'] === undefined ? Object.assign(newDocument(), { _id: before['_id'] }, after) : after;

const byName: ReadonlyMap<Value, WhenMatched> = new Map<Value, WhenMatched>([
  ['replace', (before, incoming) => keepId(incoming, before)],
  ['merge', (before, incoming) => Object.assign(newDocument(), before, incoming)],
  ['keepExisting', () => undefined],
  ['fail', () => undefined], // it is only inserted
]);

/** A pipeline sees the document that comes as `$$new`, besides the variables of the stage's own `let`. */
const byPipeline =
  (pipeline: readonly Value[], given: Document, context: ExpressionContext): WhenMatched =>
  (before, incoming) => {
    const variables = { new: incoming, ...context.variables, ...computeVariables(given, incoming, context) };
    return keepId(compilePipelineUpdate(pipeline, { ...context, variables })(before), before);
  };

/** The documents' fields that have to be alike, and what else the stage says. */
export interface MergeSpec {
  readonly on: readonly string[];
  readonly fails: boolean;
  readonly whenMatched: WhenMatched;
  readonly whenNotMatched: 'insert' | 'discard' | 'fail';
}

function unknownChoice(field: string, value: Value): CommandError {
  return new CommandError(
    'BadValue',
    `Enumeration value ${show(value)} for field '$merge.${field}' is not a valid value.`,
  );
}

/** @throws CommandError 2 */
export function parseMerge(options: Document, context: ExpressionContext): MergeSpec {
  if (context.collation) throw notImplemented('$merge under a collation');
  const matched = options['whenMatched'] ?? 'merge';
  const notMatched = options['whenNotMatched'] ?? 'insert';
  if (notMatched !== 'insert' && notMatched !== 'discard' && notMatched !== 'fail')
    throw unknownChoice('whenNotMatched', notMatched);
  const fails = matched === 'fail';
  if (fails && notMatched !== 'insert')
    throw new CommandError(
      51181,
      `Combination of $merge modes 'whenMatched: fail' and 'whenNotMatched: ${notMatched}' is not supported`,
    );
  const given = options['let'];
  if (given !== undefined && !Array.isArray(matched))
    throw new CommandError(51199, `Cannot use 'let' variables with 'whenMatched: ${show(matched)}' mode`);
  const whenMatched = Array.isArray(matched)
    ? byPipeline(matched, isDocument(given) ? given : newDocument(), context)
    : byName.get(matched);
  if (!whenMatched) throw unknownChoice('whenMatched', matched);
  return { on: [options['on'] ?? '_id'].flat() as string[], fails, whenMatched, whenNotMatched: notMatched };
}

/** What is told apart by `on` has to be told apart by an index as well. @throws CommandError 51183 */
export function checkUnique(collection: Collection | undefined, on: readonly string[]): void {
  const wanted = [...on].sort().join('\0');
  const unique = collection?.secondaryIndexes().some(
    ({ unique, spec, collation }) =>
      unique &&
      !collation &&
      spec['partialFilterExpression'] === undefined &&
      Object.keys(spec['key'] as Document)
        .sort()
        .join('\0') === wanted,
  );
  const byId = wanted === '_id' && !collection?.collation;
  if (!byId && !unique) throw new CommandError(51183, 'Cannot find index to verify that join fields will be unique');
}

function matching(collection: Collection, document: Document, on: readonly string[]): StoredRecord | undefined {
  const filter = newDocument();
  for (const path of on) {
    const value = new Target(document, splitPath(path)).get();
    if (path === '_id' && value === undefined) return undefined; // it will be given one
    if (value === undefined || value === null)
      throw new CommandError(51132, "$merge write error: 'on' field cannot be missing, null, undefined or an array");
    if (Array.isArray(value))
      throw new CommandError(51185, "$merge write error: 'on' field cannot be missing, null or an array");
    filter[path] = { $eq: value };
  }
  return select(collection, { filter, limit: 1 })[0];
}

/** The server's word for a document that is there already. */
function insert(collection: Collection, bytes: Buffer, unchecked: boolean): void {
  try {
    collection.insert(bytes, unchecked);
  } catch (fault) {
    if (!(fault instanceof CommandError) || fault.codeName !== 'DuplicateKey') throw fault;
    throw new CommandError(
      'DuplicateKey',
      `PlanExecutor error during aggregation :: caused by :: $merge failed due to a DuplicateKey error :: caused by :: ${fault.message}`,
      fault.details,
    );
  }
}

/** Puts one result of a pipeline into a collection. @throws CommandError 66, 11000, 13113 */
export function mergeOne(collection: Collection, bytes: Buffer, spec: MergeSpec, unchecked: boolean): void {
  const { on, fails, whenMatched, whenNotMatched } = spec;
  const incoming = readDocument(bytes);
  const record = fails ? undefined : matching(collection, incoming, on);
  if (!record) {
    if (whenNotMatched === 'insert') insert(collection, bytes, unchecked);
    else if (whenNotMatched === 'fail')
      throw new CommandError(
        'MergeStageNoMatchingDocument',
        '$merge could not find a matching document in the target collection for at least one document in the source collection',
      );
    return;
  }
  const before = readDocument(record.bytes);
  const after = whenMatched(before, incoming);
  if (!after) return;
  if (!equalValues(after['_id'], before['_id']))
    throw new CommandError('ImmutableField', '$merge failed to update the matching document: _id would change');
  collection.replace(record, writeDocument(after), unchecked);
}
