import { readDocument } from '../bson/read.js';
import type { Document, Value } from '../bson/value.js';
import { CommandError } from '../command-error.js';
import { compileFilter } from '../query/matcher.js';
import { select } from '../query/select.js';
import type { Collection } from '../store/collection.js';
import type { Request } from '../wire/message.js';
import { contextArgument, documentArgument, forAll, namespaceArgument, numberArgument } from './arguments.js';
import type { Commands } from './command.js';
import { reply } from './command.js';
import { readUpdateStatement, runUpdate } from './update-statement.js';
import { runBatch } from './write-batch.js';

function statements({ lists, name }: Request, list: string): readonly Buffer[] {
  const found = lists.get(list);
  if (!found) throw new CommandError('Location40414', `BSON field '${name}.${list}' is missing but a required field`);
  return found;
}

function runDelete(collection: Collection | undefined, statement: Document, variables: Document | undefined): number {
  const context = { ...contextArgument(statement), variables };
  const filter = documentArgument(statement, 'q');
  const limit = numberArgument(statement, 'limit');
  if (!filter || (limit !== 0 && limit !== 1))
    throw new CommandError('FailedToParse', 'The limit field in delete objects must be 0 or 1. Got ' + String(limit));
  if (!collection) {
    compileFilter(filter, context); // what is wrong with it is an error even so
    return 0;
  }
  const records = select(collection, { filter, limit, hint: statement['hint'], context });
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
      const collection = catalog.getOrCreate(namespaceArgument(request));
      const { unchecked } = forAll(request.body);
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
      const updates = statements(request, 'updates');
      const at = namespaceArgument(request);
      const ofAll = forAll(request.body);
      let n = 0;
      let nModified = 0;
      const upserted: Value[] = [];
      const errors = runBatch(request.body, updates, (bytes, index) => {
        const statement = readUpdateStatement(bytes, ofAll);
        const collection = statement.upsert ? catalog.getOrCreate(at) : catalog.find(at);
        const outcome = runUpdate(collection, statement);
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
      const deletes = statements(request, 'deletes');
      const collection = catalog.find(namespaceArgument(request));
      const { variables } = forAll(request.body);
      let n = 0;
      const errors = runBatch(request.body, deletes, (bytes) => {
        n += runDelete(collection, readDocument(bytes), variables);
      });
      return reply({ n, ...errors });
    },
  },
};
