import { runPipeline } from '../aggregate/pipeline.js';
import { parsePipeline } from '../aggregate/stages.js';
import { writeOut } from '../aggregate/write-out.js';
import { CommandError, notImplemented } from '../command-error.js';
import { namespaceOf } from '../store/catalog.js';
import type { Namespace } from '../store/catalog.js';
import type { Request } from '../wire/message.js';
import {
  contextArgument,
  countArgument,
  documentArgument,
  flagArgument,
  listArgument,
  namespaceArgument,
} from './arguments.js';
import type { Commands } from './command.js';

/** `aggregate: 1` is a pipeline without a collection. */
const sourceOf = (request: Request): Namespace =>
  request.body['aggregate'] === 1
    ? { database: request.database, collection: '$cmd.aggregate' }
    : namespaceArgument(request);

export const aggregate: Commands = {
  aggregate: {
    fields: ['pipeline', 'cursor', 'explain', 'allowDiskUse', 'bypassDocumentValidation', 'collation', 'hint', 'let'],
    writes: true,
    run(request, { catalog, cursors }) {
      const { body } = request;
      const context = contextArgument(body);
      if (flagArgument(body, 'explain')) throw notImplemented('explaining aggregate');
      const cursor = documentArgument(body, 'cursor');
      if (!cursor)
        throw new CommandError(
          'FailedToParse',
          "The 'cursor' option is required, except for aggregate with the explain argument",
        );
      const at = sourceOf(request);
      const stages = parsePipeline(listArgument(body, 'pipeline'));
      const last = stages.at(-1);
      const target = last && (last.name === '$out' || last.name === '$merge') ? stages.pop() : undefined;
      if (stages.some(({ name }) => name === '$out' || name === '$merge'))
        throw new CommandError('Location40601', '$out and $merge can only be the final stage in the pipeline');
      let documents = runPipeline(catalog, at, stages, context);
      if (target) {
        writeOut(catalog, request.database, target, documents, context);
        documents = [];
      }
      return { batch: cursors.start({ namespace: namespaceOf(at), documents }, countArgument(cursor, 'batchSize')) };
    },
  },
};
