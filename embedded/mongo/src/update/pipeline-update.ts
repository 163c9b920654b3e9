import type { Document, Value } from '../bson/value.js';
import { isDocument } from '../bson/value.js';
import { CommandError } from '../command-error.js';
import type { ExpressionContext } from '../query/expression-context.js';
import { runStage } from '../query/stage.js';

const STAGES = new Set(['$addFields', '$set', '$project', '$unset', '$replaceRoot', '$replaceWith']);

/**
 * Compiles an update given as a pipeline.
 * @throws CommandError when a stage is not allowed in an update.
 */
export function compilePipelineUpdate(
  pipeline: readonly Value[],
  context: ExpressionContext,
): (document: Document) => Document {
  const stages = pipeline.map((stage): [string, Value] => {
    const [entry, more] = isDocument(stage) ? Object.entries(stage) : [];
    if (!entry || more)
      throw new CommandError('Location40324', 'A pipeline stage specification object must contain exactly one field.');
    if (!STAGES.has(entry[0]))
      throw new CommandError('InvalidOptions', `${entry[0]} is not allowed to be used within an update`);
    return entry;
  });
  return (document) =>
    stages.reduce((result, [name, spec]) => runStage(name, spec, [result], context)[0] ?? result, document);
}
