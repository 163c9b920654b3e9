import { elements, nameOf } from '../bson/raw.js';
import { readValue } from '../bson/read.js';
import { BsonType, typeName } from '../bson/types.js';
import type { Document, Value } from '../bson/value.js';
import { isDocument, newDocument } from '../bson/value.js';
import { CommandError } from '../command-error.js';
import type { ExpressionContext } from '../expression/context.js';
import { compileFilter } from '../query/matcher.js';
import { select } from '../query/select.js';
import { idOf } from '../store/collection.js';
import type { Collection } from '../store/collection.js';
import type { UpdateSpec } from '../update/update.js';
import { compileUpdate } from '../update/update.js';
import { documentArgument, flagArgument, listArgument } from './arguments.js';

/** One statement of an `update` command, as it came. */
export interface UpdateStatement extends UpdateSpec {
  readonly multi: boolean;
  readonly upsert: boolean;
  /** Only findAndModify has one. */
  readonly sort?: Document | undefined;
  readonly hint?: Value | undefined;
  readonly collation?: Document | undefined;
}

export interface UpdateOutcome {
  readonly matched: number;
  readonly modified: number;
  /** The `_id` of the document that was inserted. */
  readonly upserted?: Value;
  /** The one document before and after; for findAndModify. */
  readonly before?: Buffer;
  readonly after?: Buffer;
}

const DOLLAR = 0x24;

/** The change as given: a document whose first field starts with `$` holds operators, any other is a replacement. */
export function changeOf(bytes: Buffer, type: number, at: number, end: number): UpdateSpec['change'] {
  if (type === BsonType.object && (end - at === 5 || bytes[at + 5] !== DOLLAR)) return bytes.subarray(at, end);
  const value = readValue(bytes, type, at);
  if (isDocument(value) || Array.isArray(value)) return value;
  throw new CommandError(
    'FailedToParse',
    `Update argument must be either an object or an array, not ${typeName(value)}`,
  );
}

/** `sort` came with 8.0: only findAndModify has one. */
const KNOWN = new Set(['q', 'u', 'multi', 'upsert', 'arrayFilters', 'collation', 'hint']);

/** Reads one statement of an `update` command. @throws CommandError 9, 14, 40414, 40415, each of which fails the whole command */
export function readUpdateStatement(bytes: Buffer): UpdateStatement {
  const fields = newDocument();
  let change: UpdateSpec['change'] | undefined;
  for (const element of elements(bytes)) {
    const name = nameOf(bytes, element);
    if (!KNOWN.has(name)) throw new CommandError(40415, `BSON field 'update.updates.${name}' is an unknown field.`);
    if (name === 'u') change = changeOf(bytes, element.type, element.value, element.end);
    else fields[name] = readValue(bytes, element.type, element.value);
  }
  const filter = documentArgument(fields, 'q');
  if (!filter || !change)
    throw new CommandError(40414, `BSON field 'update.updates.${filter ? 'u' : 'q'}' is missing but a required field`);
  return {
    filter,
    change,
    multi: flagArgument(fields, 'multi'),
    upsert: flagArgument(fields, 'upsert'),
    arrayFilters: listArgument(fields, 'arrayFilters'),
    hint: fields['hint'],
    collation: documentArgument(fields, 'collation'),
  };
}

/** Without a collection there is nothing to update. @throws CommandError; with `multi`, the documents before the fault stay changed, as on the server. */
export function runUpdate(
  collection: Collection | undefined,
  statement: UpdateStatement,
  context: ExpressionContext,
  unchecked: boolean,
): UpdateOutcome {
  const { filter, change, sort, multi, upsert, hint } = statement;
  if (multi && Buffer.isBuffer(change))
    throw new CommandError('FailedToParse', 'multi update is not supported for replacement-style update');
  const update = compileUpdate(statement, context);
  if (!collection) {
    compileFilter(filter, context); // what is wrong with it is an error even so
    return { matched: 0, modified: 0 };
  }
  const records = select(collection, { filter, sort, hint, context, limit: multi ? 0 : 1 });
  if (records.length === 0 && upsert) {
    const { bytes } = collection.insert(update.insertion(), unchecked);
    return { matched: 1, modified: 0, upserted: idOf(bytes), after: bytes };
  }
  let modified = 0;
  let images = {};
  for (const record of records) {
    const before = record.bytes;
    if (collection.replace(record, update.apply(before), unchecked)) modified++;
    images = { before, after: record.bytes };
  }
  return { matched: records.length, modified, ...images };
}
