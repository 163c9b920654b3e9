import { documentsOf, runPipeline, runStages } from '../aggregate/pipeline.js';
import type { Stage } from '../aggregate/stages.js';
import { parsePipeline } from '../aggregate/stages.js';
import { writeOut } from '../aggregate/write-out.js';
import { CommandError, notImplemented } from '../command-error.js';
import type { ExpressionContext } from '../expression/context.js';
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
import type { Commands, Context } from './command.js';

/** `aggregate: 1` is a pipeline without a collection. */
const isWithout = ({ body }: Request): boolean => body['aggregate'] === 1;

const sourceOf = (request: Request): Namespace =>
  isWithout(request) ? { database: request.database, collection: '$cmd.aggregate' } : namespaceArgument(request);

/** Takes the stage that writes the results off the end of a pipeline. */
function takeWriting(stages: Stage[]): Stage | undefined {
  const last = stages.at(-1);
  const writing = last && (last.name === '$out' || last.name === '$merge') ? stages.pop() : undefined;
  if (stages.some(({ name }) => name === '$out' || name === '$merge'))
    throw new CommandError(40601, '$out and $merge can only be the final stage in the pipeline');
  return writing;
}

function results(
  request: Request,
  stages: Stage[],
  context: ExpressionContext,
  { catalog, sessions }: Context,
): Buffer[] {
  const ofSessions = stages.findIndex(({ name }) => name === '$listLocalSessions');
  if (ofSessions < 0) return runPipeline(catalog, sourceOf(request), stages, context, request.body['hint']);
  if (ofSessions > 0)
    throw new CommandError(40602, '$listLocalSessions is only valid as the first stage in a pipeline');
  if (!isWithout(request))
    throw new CommandError(
      'InvalidNamespace',
      '$listLocalSessions must be run against the database with {aggregate: 1}',
    );
  return runStages(sessions.describe(), stages.slice(1), context, documentsOf(catalog, request.database));
}

export const aggregate: Commands = {
  aggregate: {
    fields: ['pipeline', 'cursor', 'explain', 'allowDiskUse', 'bypassDocumentValidation', 'collation', 'hint', 'let'],
    writes: true,
    run(request, services) {
      const { body } = request;
      const { catalog, cursors } = services;
      if (flagArgument(body, 'explain')) throw notImplemented('explaining aggregate');
      const cursor = documentArgument(body, 'cursor');
      if (!cursor)
        throw new CommandError(
          'FailedToParse',
          "The 'cursor' option is required, except for aggregate with the explain argument",
        );
      const at = sourceOf(request);
      const context = contextArgument(body, catalog, at);
      const stages = parsePipeline(listArgument(body, 'pipeline'));
      const writing = takeWriting(stages);
      let documents = results(request, stages, context, services);
      if (writing) {
        writeOut(
          catalog,
          request.database,
          writing,
          documents,
          context,
          flagArgument(body, 'bypassDocumentValidation'),
        );
        documents = [];
      }
      return { batch: cursors.start({ namespace: namespaceOf(at), documents }, countArgument(cursor, 'batchSize')) };
    },
  },
};
