import { ObjectId } from 'bson';
import { equalValues } from '../bson/compare.js';
import { splitPath } from '../bson/path.js';
import { elements, findId, nameOf, withIdFirst } from '../bson/raw.js';
import { readDocument } from '../bson/read.js';
import { show } from '../bson/show.js';
import { typeName } from '../bson/types.js';
import type { Document, Value } from '../bson/value.js';
import { fieldOf, isDocument, isOperatorDocument, newDocument } from '../bson/value.js';
import { writeDocument } from '../bson/write.js';
import { CommandError } from '../command-error.js';
import type { ExpressionContext } from '../expression/context.js';
import { compileOperators } from './operators.js';
import { compilePipelineUpdate } from './pipeline-update.js';
import { compileArrayFilters } from './positional.js';
import { Target } from './target.js';

/** What one update statement does to documents. */
export interface Update {
  /** The new bytes of a document, `_id` first. */
  apply(bytes: Buffer): Buffer;
  /** The bytes of the document that an upsert inserts. */
  insertion(): Buffer;
}

export interface UpdateSpec {
  readonly filter: Document;
  /** A replacement as encoded, operators as a document, or the stages of a pipeline. */
  readonly change: Buffer | Document | readonly Value[];
  readonly arrayFilters: readonly Value[];
}

const DOLLAR = 0x24;

const immutableId = (): CommandError =>
  new CommandError('ImmutableField', "Performing an update on the path '_id' would modify the immutable field '_id'");

/** Encodes a changed document with `_id` first. */
function encode(document: Document): Buffer {
  const [first] = Object.keys(document);
  if (first === '_id') return writeDocument(document);
  const { _id: id, ...rest } = document;
  return writeDocument(Object.assign(newDocument(), { _id: id }, rest));
}

function encodeChanged(document: Document, before: Document): Buffer {
  if (document['_id'] === undefined || !equalValues(document['_id'], before['_id'])) throw immutableId();
  return encode(document);
}

/** The fields that a filter fixes: an upsert starts from them. */
function fixedFields(filter: Document, into = newDocument()): Document {
  for (const [name, condition] of Object.entries(filter)) {
    if (name === '$and' && Array.isArray(condition))
      condition.filter(isDocument).forEach((branch) => fixedFields(branch, into));
    else if (!name.startsWith('$')) {
      const value = isOperatorDocument(condition) ? fieldOf(condition, '$eq') : condition;
      if (value === undefined || typeName(value) === 'regex') continue;
      const target = new Target(into, splitPath(name));
      if (target.get() !== undefined)
        throw new CommandError(
          'NotSingleValueField',
          `cannot infer query fields to set, path '${name}' is matched twice`,
        );
      target.set(value);
    }
  }
  return into;
}

function replacement(bytes: Buffer, filter: Document): Update {
  for (const element of elements(bytes)) {
    if (bytes[element.name] !== DOLLAR) continue;
    const name = nameOf(bytes, element);
    throw new CommandError(
      'DollarPrefixedFieldName',
      `The dollar ($) prefixed field '${name}' in '${name}' is not allowed in the context of an update's replacement document. Consider using an aggregation pipeline with $replaceWith.`,
    );
  }
  const own = findId(bytes);
  const id = own && bytes.subarray(own.start, own.end);
  const ready = id && own.start === 4 ? bytes : id && withIdFirst(bytes, id);
  return {
    apply(before) {
      const old = findId(before);
      const oldId = old ? before.subarray(old.start, old.end) : Buffer.alloc(0);
      if (!ready || !id) return withIdFirst(bytes, oldId);
      if (!oldId.equals(id) && !equalValues(readDocument(before)['_id'], readDocument(ready)['_id']))
        throw immutableId();
      return ready;
    },
    insertion() {
      const fixed = fixedFields(filter)['_id'];
      if (ready && fixed !== undefined && !equalValues(fixed, readDocument(ready)['_id'])) throw immutableId();
      return (
        ready ??
        withIdFirst(bytes, writeDocument({ _id: fixed === undefined ? new ObjectId() : fixed }).subarray(4, -1))
      );
    },
  };
}

function inserted(base: Document, fixed: Document): Buffer {
  if (fixed['_id'] !== undefined && !equalValues(base['_id'], fixed['_id'])) throw immutableId();
  if (base['_id'] === undefined) base['_id'] = new ObjectId(); // null is an _id as well
  return encode(base);
}

/** Every array filter has to be used by a path of the update. */
function refuseUnused(arrayFilters: ReadonlyMap<string, unknown>, change: Document): void {
  const paths = Object.values(change).flatMap((fields) => (isDocument(fields) ? Object.keys(fields) : []));
  const used = new Set(paths.flatMap(splitPath));
  for (const name of arrayFilters.keys())
    if (!used.has(`$[${name}]`))
      throw new CommandError(
        'FailedToParse',
        `The array filter for identifier '${name}' was not used in the update ${show(change)}`,
      );
}

/**
 * Compiles an update statement.
 * @throws CommandError for what is wrong with it, whatever the documents are.
 */
export function compileUpdate({ filter, change, arrayFilters }: UpdateSpec, context: ExpressionContext): Update {
  const isReplacement = Buffer.isBuffer(change);
  if ((isReplacement || Array.isArray(change)) && arrayFilters.length > 0)
    throw new CommandError(
      'FailedToParse',
      isReplacement
        ? 'arrayFilters may not be specified for replacement-syle updates' // sic: the server's own words
        : 'Cannot specify arrayFilters and a pipeline update',
    );
  if (isReplacement) return replacement(change, filter);
  if (Array.isArray(change)) {
    const run = compilePipelineUpdate(change as Value[], context);
    return {
      apply(bytes) {
        const before = readDocument(bytes);
        const after = run(before);
        return encodeChanged('_id' in after ? after : { _id: before['_id'] ?? null, ...after }, before);
      },
      insertion: () => inserted(run(fixedFields(filter)), fixedFields(filter)),
    };
  }
  const run = compileOperators(change as Document, context);
  const positions = { filter, arrayFilters: compileArrayFilters(arrayFilters, context), context };
  refuseUnused(positions.arrayFilters, change as Document);
  return {
    apply(bytes) {
      const document = readDocument(bytes);
      const before = { _id: document['_id'] ?? null };
      run(document, positions, false);
      return encodeChanged(document, before);
    },
    insertion() {
      const document = fixedFields(filter);
      run(document, positions, true);
      return inserted(document, fixedFields(filter));
    },
  };
}
