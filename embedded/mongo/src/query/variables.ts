import type { Document, Value } from '../bson/value.js';
import { isDocument, newDocument } from '../bson/value.js';
import { CommandError } from '../command-error.js';
import type { ExpressionContext } from './expression-context.js';
import { runStage } from './stage.js';

/** Whether an expression reads the document, which is not there yet when variables are computed. */
function readsDocument(expression: Value): boolean {
  if (typeof expression === 'string') return /^\$(?!\$)|^\$\$(ROOT|CURRENT)\b/.test(expression);
  if (Array.isArray(expression)) return expression.some(readsDocument);
  if (!isDocument(expression) || '$literal' in expression) return false;
  return Object.values(expression).some(readsDocument);
}

function checkName(name: string): void {
  if (!/^[a-z\u0080-\uffff]/.test(name))
    throw new CommandError('FailedToParse', `'${name}' starts with an invalid character for a user variable name`);
  const wrong = /[^\w\u0080-\uffff]/.exec(name)?.[0];
  if (wrong !== undefined)
    throw new CommandError('FailedToParse', `'${name}' contains an invalid character for a variable name: '${wrong}'`);
}

/**
 * Computes the variables of a command's `let`, once for the whole command.
 * @throws CommandError 9, 4890500
 */
export function computeVariables(given: Document | undefined): Document | undefined {
  if (!given || Object.keys(given).length === 0) return undefined;
  for (const [name, expression] of Object.entries(given)) {
    checkName(name);
    if (readsDocument(expression))
      throw new CommandError(
        'Location4890500',
        'Command let Expression tried to access a field, but this is not allowed as Command let expressions run before the query examines any documents.',
      );
  }
  return runStage('$replaceWith', given, [newDocument()], {})[0];
}

/**
 * Computes the variables of a `$merge` with a pipeline: `$$new` is the document that comes, as the expressions of `let` see it.
 * @throws CommandError 9
 */
export function computeMergeVariables(given: Document, incoming: Document, context: ExpressionContext): Document {
  Object.keys(given).forEach(checkName);
  return { new: incoming, ...runStage('$replaceWith', given, [incoming], context)[0] };
}
