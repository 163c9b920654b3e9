import { readDocument } from '../bson/read.js';
import type { Document, Value } from '../bson/value.js';
import { CommandError } from '../command-error.js';
import { compileFilter } from '../query/matcher.js';
import { select } from '../query/select.js';
import type { Collection } from '../store/collection.js';
import type { Request } from '../wire/message.js';
import type { ForAll } from './arguments.js';
import { contextOf, documentArgument, forAll, namespaceArgument, numberArgument } from './arguments.js';
import type { Commands } from './command.js';
import { reply } from './command.js';
import { readUpdateStatement, runUpdate } from './update-statement.js';
import { runBatch } from './write-batch.js';

function statements({ lists, name }: Request, list: string): readonly Buffer[] {
  const found = lists.get(list);
  if (!found) throw new CommandError(40414, `BSON field '${name}.${list}' is missing but a required field`);
  return found;
}

interface DeleteStatement {
  readonly filter: Document;
  readonly limit: 0 | 1;
  readonly hint: Value | undefined;
  readonly collation: Document | undefined;
}

const DELETE_FIELDS = new Set(['q', 'limit', 'hint', 'collation']);

/** Reads one statement of a `delete` command. @throws CommandError 9, 14, 40414, 40415, each of which fails the whole command */
function readDeleteStatement(bytes: Buffer): DeleteStatement {
  const fields = readDocument(bytes);
  const unknown = Object.keys(fields).find((name) => !DELETE_FIELDS.has(name));
  if (unknown !== undefined)
    throw new CommandError(40415, `BSON field 'delete.deletes.${unknown}' is an unknown field.`);
  const filter = documentArgument(fields, 'q');
  const limit = numberArgument(fields, 'limit');
  if (!filter || limit === undefined)
    throw new CommandError(
      40414,
      `BSON field 'delete.deletes.${filter ? 'limit' : 'q'}' is missing but a required field`,
    );
  if (limit !== 0 && limit !== 1)
    throw new CommandError('FailedToParse', `The limit field in delete objects must be 0 or 1. Got ${limit}`);
  return { filter, limit, hint: fields['hint'], collation: documentArgument(fields, 'collation') };
}

function runDelete(
  collection: Collection | undefined,
  { filter, limit, hint, collation }: DeleteStatement,
  ofAll: ForAll,
): number {
  const context = contextOf(collation, ofAll);
  if (!collection) {
    compileFilter(filter, context); // what is wrong with it is an error even so
    return 0;
  }
  const records = select(collection, { filter, limit, hint, context });
  for (const record of records) collection.remove(record);
  return records.length;
}

const COMMON = ['ordered', 'bypassDocumentValidation', 'stmtIds'];

export const writes: Commands = {
  insert: {
    fields: [...COMMON, 'documents'],
    writes: true,
    run(request, { catalog }) {
      const documents = statements(request, 'documents');
      const at = namespaceArgument(request);
      const collection = catalog.getOrCreate(at);
      const { unchecked } = forAll(request.body, catalog, at);
      let n = 0;
      const errors = runBatch(request.body, documents, (document) => {
        collection.insert(document, unchecked);
        n++;
      });
      return reply({ n, ...errors });
    },
  },
  update: {
    fields: [...COMMON, 'updates', 'let'],
    writes: true,
    run(request, { catalog }) {
      const updates = statements(request, 'updates').map(readUpdateStatement);
      const at = namespaceArgument(request);
      const ofAll = forAll(request.body, catalog, at);
      let n = 0;
      let nModified = 0;
      const upserted: Value[] = [];
      const errors = runBatch(request.body, updates, (statement, index) => {
        const collection = statement.upsert ? catalog.getOrCreate(at) : catalog.find(at);
        const context = contextOf(statement.collation, ofAll);
        const outcome = runUpdate(collection, statement, context, ofAll.unchecked);
        n += outcome.matched;
        nModified += outcome.modified;
        if (outcome.upserted !== undefined) upserted.push({ index, _id: outcome.upserted });
      });
      return reply({ n, nModified, ...(upserted.length > 0 && { upserted }), ...errors });
    },
  },
  delete: {
    fields: [...COMMON, 'deletes', 'let'],
    writes: true,
    run(request, { catalog }) {
      const deletes = statements(request, 'deletes').map(readDeleteStatement);
      const at = namespaceArgument(request);
      const collection = catalog.find(at);
      const ofAll = forAll(request.body, catalog, at);
      let n = 0;
      const errors = runBatch(request.body, deletes, (statement) => {
        n += runDelete(collection, statement, ofAll);
      });
      return reply({ n, ...errors });
    },
  },
};
