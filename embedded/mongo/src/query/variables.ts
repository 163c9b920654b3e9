import type { Document, Value } from '../bson/value.js';
import { isDocument, newDocument } from '../bson/value.js';
import { CommandError } from '../command-error.js';
import { compilerFor, scopeOf } from '../expression/compile.js';
import type { ExpressionContext } from '../expression/context.js';

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

/** The values that expressions have for a document, by the names of variables. @throws CommandError 9 for a name that is none */
export function computeVariables(given: Document, document: Document, context: ExpressionContext): Document {
  const compiler = compilerFor(context);
  const values = newDocument();
  for (const [name, expression] of Object.entries(given)) {
    checkName(name);
    values[name] = compiler.compile(expression)(scopeOf(document, context)) ?? null;
  }
  return values;
}

/**
 * Computes the variables of a command's `let`, once for the whole command.
 * @throws CommandError 9, 4890500
 */
export function computeLet(given: Document | undefined, context: ExpressionContext): Document | undefined {
  if (!given || Object.keys(given).length === 0) return undefined;
  if (Object.values(given).some(readsDocument))
    throw new CommandError(
      4890500,
      'Command let Expression tried to access a field, but this is not allowed because Command let Expressions run before the query examines any documents.',
    );
  return computeVariables(given, newDocument(), context);
}
