import { readDocument } from '../bson/read.js';
import type { Document, Value } from '../bson/value.js';
import { fieldOf, isDocument, isOperatorDocument, newDocument } from '../bson/value.js';
import { writeDocument } from '../bson/write.js';
import { CommandError } from '../command-error.js';
import type { ExpressionContext } from '../expression/context.js';
import { compileFilter } from '../query/matcher.js';
import { compileProjection } from '../query/projection.js';
import { select } from '../query/select.js';
import type { Collection } from '../store/collection.js';
import type { UpdateSpec } from '../update/update.js';
import { contextArgument, documentArgument, flagArgument, listArgument, namespaceArgument } from './arguments.js';
import type { Command, Commands, Reply } from './command.js';
import { reply } from './command.js';
import { runUpdate } from './update-statement.js';

/** The document of the answer as the client asked for it; null when there was none. */
function image(bytes: Buffer | undefined, body: Document, context: ExpressionContext): Value {
  const filter = documentArgument(body, 'query') ?? newDocument();
  if (!bytes) return null;
  const projection = compileProjection(documentArgument(body, 'fields') ?? newDocument(), { ...context, filter });
  return projection ? projection.of(readDocument(bytes)) : readDocument(bytes);
}

function remove(
  collection: Collection | undefined,
  body: Document,
  filter: Document,
  context: ExpressionContext,
): Reply {
  if (flagArgument(body, 'new'))
    throw new CommandError(
      'FailedToParse',
      "Cannot specify both new=true and remove=true; 'remove' always returns the deleted document",
    );
  const [record] = !collection
    ? []
    : select(collection, { filter, sort: documentArgument(body, 'sort'), hint: body['hint'], limit: 1, context });
  const value = image(record?.bytes, body, context);
  if (record) collection?.remove(record);
  return reply({ lastErrorObject: { n: record ? 1 : 0 }, value });
}

function changeOf(value: Value | undefined): UpdateSpec['change'] {
  if (isDocument(value)) return isOperatorDocument(value) ? value : writeDocument(value);
  if (Array.isArray(value)) return value;
  throw new CommandError('FailedToParse', 'Either an update or remove=true must be specified');
}

function modify(
  collection: Collection | undefined,
  body: Document,
  filter: Document,
  context: ExpressionContext,
): Reply {
  const { matched, upserted, before, after } = runUpdate(
    collection,
    {
      filter,
      change: changeOf(fieldOf(body, 'update')),
      arrayFilters: listArgument(body, 'arrayFilters'),
      sort: documentArgument(body, 'sort'),
      hint: body['hint'],
      upsert: flagArgument(body, 'upsert'),
      multi: false,
    },
    context,
    flagArgument(body, 'bypassDocumentValidation'),
  );
  const lastErrorObject: Document = { n: matched, updatedExisting: matched > 0 && upserted === undefined };
  if (upserted !== undefined) lastErrorObject['upserted'] = upserted;
  return reply({ lastErrorObject, value: image(flagArgument(body, 'new') ? after : before, body, context) });
}

const findAndModify: Command = {
  fields: [
    'query',
    'sort',
    'remove',
    'update',
    'new',
    'fields',
    'upsert',
    'bypassDocumentValidation',
    'collation',
    'arrayFilters',
    'hint',
    'let',
  ],
  writes: true,
  run(request, { catalog }) {
    const { body } = request;
    const filter = documentArgument(body, 'query') ?? newDocument();
    const at = namespaceArgument(request);
    const context = contextArgument(body, catalog, at);
    compileFilter(filter, context); // an error whether or not there is a collection
    if (!flagArgument(body, 'remove')) {
      const collection = flagArgument(body, 'upsert') ? catalog.getOrCreate(at) : catalog.find(at);
      return modify(collection, body, filter, context);
    }
    if (body['update'] !== undefined)
      throw new CommandError('FailedToParse', 'Cannot specify both an update and remove=true');
    if (flagArgument(body, 'upsert'))
      throw new CommandError('FailedToParse', 'Cannot specify both upsert=true and remove=true');
    return remove(catalog.find(at), body, filter, context);
  },
};

export const findAndModifyCommands: Commands = { findAndModify, findandmodify: findAndModify };
