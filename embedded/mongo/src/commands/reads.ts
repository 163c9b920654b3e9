import { selectAt } from '../aggregate/select-at.js';
import { equalValues } from '../bson/compare.js';
import { valueKey } from '../bson/key.js';
import { leaves, splitPath } from '../bson/path.js';
import { readDocument } from '../bson/read.js';
import type { Value } from '../bson/value.js';
import { newDocument } from '../bson/value.js';
import { CommandError, notImplemented } from '../command-error.js';
import type { ExpressionContext } from '../expression/context.js';
import { compileProjection } from '../query/projection.js';
import { namespaceOf } from '../store/catalog.js';
import {
  contextArgument,
  countArgument,
  documentArgument,
  flagArgument,
  listArgument,
  namespaceArgument,
  numberArgument,
  textArgument,
} from './arguments.js';
import type { Command, Commands } from './command.js';
import { reply } from './command.js';

const UNSUPPORTED_FIND = ['min', 'max', 'returnKey', 'showRecordId'];

const find: Command = {
  fields: [
    'filter',
    'sort',
    'projection',
    'hint',
    'skip',
    'limit',
    'batchSize',
    'singleBatch',
    'noCursorTimeout',
    'allowDiskUse',
    'allowPartialResults',
    'collation',
    'tailable',
    'awaitData',
    'oplogReplay',
    'max',
    'min',
    'returnKey',
    'showRecordId',
    'let',
  ],
  run(request, { catalog, cursors }) {
    const { body } = request;
    for (const name of UNSUPPORTED_FIND)
      if (name in body && body[name] !== false) throw notImplemented(`the find option ${name}`);
    if (flagArgument(body, 'tailable'))
      throw new CommandError('BadValue', 'error processing query: tailable cursor requested on non capped collection');
    const at = namespaceArgument(request);
    const context = contextArgument(body, catalog, at);
    const filter = documentArgument(body, 'filter') ?? newDocument();
    const projection = compileProjection(documentArgument(body, 'projection') ?? newDocument(), { ...context, filter });
    const limit = numberArgument(body, 'limit') ?? 0;
    const query = {
      filter,
      sort: documentArgument(body, 'sort'),
      skip: countArgument(body, 'skip'),
      limit: Math.abs(limit),
      hint: body['hint'],
      context,
    };
    const documents = selectAt(catalog, at, query);
    const single = flagArgument(body, 'singleBatch') || limit < 0;
    return {
      batch: cursors.start(
        { namespace: namespaceOf(at), documents, project: projection && ((bytes) => projection.ofBytes(bytes)) },
        countArgument(body, 'batchSize'),
        single,
      ),
    };
  },
};

const getMore: Command = {
  fields: ['collection', 'batchSize', 'term', 'lastKnownCommittedOpTime'],
  run: ({ body }, { cursors }) => ({
    batch: cursors.next(BigInt(body['getMore'] as number | bigint), countArgument(body, 'batchSize')),
  }),
};

const killCursors: Command = {
  fields: ['cursors'],
  run({ body }, { cursors }) {
    const killed: Value[] = [];
    const unknown: Value[] = [];
    for (const id of listArgument(body, 'cursors'))
      (cursors.kill(BigInt(id as number | bigint)) ? killed : unknown).push(id);
    return reply({ cursorsKilled: killed, cursorsNotFound: unknown, cursorsAlive: [], cursorsUnknown: [] });
  },
};

const count: Command = {
  fields: ['query', 'skip', 'limit', 'hint', 'collation', 'fields'],
  run(request, { catalog }) {
    const { body } = request;
    const filter = documentArgument(body, 'query') ?? newDocument();
    const skip = countArgument(body, 'skip') ?? 0;
    const limit = Math.abs(numberArgument(body, 'limit') ?? 0);
    const at = namespaceArgument(request);
    const context = contextArgument(body, catalog, at);
    if (Object.keys(filter).length > 0 || catalog.viewAt(at))
      return reply({ n: selectAt(catalog, at, { filter, skip, limit, hint: body['hint'], context }).length });
    return reply({ n: Math.max(0, Math.min((catalog.find(at)?.size ?? 0) - skip, limit || Infinity)) });
  },
};

/** Of values that are equal under a collation the first. */
function differing(values: Value[], { collation }: ExpressionContext): Value[] {
  if (!collation) return values;
  const kept: Value[] = [];
  for (const value of values) if (!kept.some((other) => equalValues(other, value, collation.compare))) kept.push(value);
  return kept;
}

const distinct: Command = {
  fields: ['key', 'query', 'collation', 'hint'],
  run(request, { catalog }) {
    const { body } = request;
    const path = splitPath(textArgument(body, 'key'));
    const filter = documentArgument(body, 'query') ?? newDocument();
    const at = namespaceArgument(request);
    const context = contextArgument(body, catalog, at);
    const values = new Map<string, Value>();
    for (const bytes of selectAt(catalog, at, { filter, hint: body['hint'], context }))
      for (const leaf of leaves(readDocument(bytes), path))
        for (const value of Array.isArray(leaf) ? leaf : [leaf])
          if (value !== undefined) values.set(valueKey(value), value);
    return reply({ values: differing([...values.values()], context) });
  },
};

export const reads: Commands = { find, getMore, killCursors, count, distinct };
