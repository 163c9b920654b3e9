import { Decimal128, Double } from 'bson';
import type { Options } from 'mingo/types';
import { CommandError, notImplemented } from '../command-error.js';
import type { Document, Value } from '../bson/value.js';
import { isDocument } from '../bson/value.js';
import { refuseComparing } from './collated.js';
import type { ExpressionContext } from './expression-context.js';
import { mingo } from './mingo.js';

/**
 * The form of a value that mingo computes with: plain objects and plain numbers. What a plain number cannot hold exactly is refused,
 * because a rounded result would be a wrong one.
 */
export function toPlain(value: Value): unknown {
  if (typeof value === 'bigint') {
    const nearest = Number(value);
    if (!Number.isSafeInteger(nearest)) throw notImplemented('computing with a long above 2^53');
    return nearest;
  }
  if (value instanceof Double) return value.valueOf();
  if (value instanceof Decimal128) throw notImplemented('computing with Decimal128');
  if (Array.isArray(value)) return value.map(toPlain);
  if (isDocument(value)) return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, toPlain(item)]));
  return value;
}

/** Every word in an expression that may be a field: the parts of all its strings. */
export function wordsOf(expression: Value, into = new Set<string>()): ReadonlySet<string> {
  if (typeof expression === 'string') for (const word of expression.split(/[.$]/)) into.add(word);
  else if (Array.isArray(expression)) for (const item of expression) wordsOf(item, into);
  else if (isDocument(expression)) for (const item of Object.values(expression)) wordsOf(item, into);
  return into;
}

/** The plain form of a document. Fields that the expression has no word for are only passed on, so they stay as they are. */
export function plainDocument(document: Document, words: ReadonlySet<string>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(document).map(([name, value]) => [name, words.has(name) || !isWide(value) ? toPlain(value) : value]),
  );
}

const isWide = (value: Value): boolean =>
  (typeof value === 'bigint' && !Number.isSafeInteger(Number(value))) ||
  value instanceof Decimal128 ||
  (Array.isArray(value) && value.some(isWide)) ||
  (isDocument(value) && Object.values(value).some(isWide));

/** The server's error for an operator that it does not know; which one depends on where it stands. */
function unknownOperator(name: string, stage: string, spec: Value): CommandError {
  if (stage === '$project')
    return new CommandError('Location31325', `Invalid $project :: caused by :: Unknown expression ${name}`);
  const accumulator =
    stage === '$group' && isDocument(spec) && Object.values(spec).some((field) => isDocument(field) && name in field);
  if (accumulator) return new CommandError('Location15952', `unknown group operator '${name}'`);
  return new CommandError('InvalidPipelineOperator', `Unrecognized expression '${name}'`);
}

/** The server's error for what mingo says of a stage, or of an expression in one, that it cannot take. */
export function expressionError(fault: unknown, stage: string, spec: Value): CommandError {
  if (fault instanceof CommandError) return fault;
  const message = fault instanceof Error ? fault.message : String(fault);
  const [, unknown] = /'(\$\w+)' is not registered/.exec(message) ?? [];
  if (message.startsWith('Use of undefined variable')) return new CommandError('Location17276', message);
  return unknown ? unknownOperator(unknown, stage, spec) : new CommandError('BadValue', message);
}

/** The options that mingo computes with. */
export const mingoOptions = ({ variables }: ExpressionContext): Partial<Options> => ({
  scriptEnabled: false,
  ...(variables && { variables: toPlain(variables) as Record<string, unknown> }),
});

/** Compiles the aggregation expression of `$expr`. */
export function expressionTest(expression: Value, context: ExpressionContext): (document: Document) => boolean {
  refuseComparing(context, expression);
  try {
    const query = new (mingo().Query)({ $expr: toPlain(expression) }, mingoOptions(context));
    const words = wordsOf(expression);
    return (document) => {
      try {
        return query.test(plainDocument(document, words));
      } catch (fault) {
        throw expressionError(fault, '$match', expression);
      }
    };
  } catch (fault) {
    throw expressionError(fault, '$match', expression);
  }
}
