import type { Document, Value } from '../bson/value.js';
import { isDocument } from '../bson/value.js';
import { CommandError } from '../command-error.js';
import type { ExpressionContext } from '../expression/context.js';
import { compileReshape } from '../query/reshape.js';

/**
 * Compiles an update given as a pipeline.
 * @throws CommandError when a stage is not allowed in an update.
 */
export function compilePipelineUpdate(
  pipeline: readonly Value[],
  context: ExpressionContext,
): (document: Document) => Document {
  const stages = pipeline.map((stage) => {
    const [entry, more] = isDocument(stage) ? Object.entries(stage) : [];
    if (!entry || more)
      throw new CommandError(40324, 'A pipeline stage specification object must contain exactly one field.');
    const [name, spec] = entry;
    const reshape = compileReshape(name, spec, context);
    if (!reshape) throw new CommandError('InvalidOptions', `${name} is not allowed to be used within an update`);
    return reshape;
  });
  return (document) => stages.reduce((result, reshape) => reshape(result), document);
}
