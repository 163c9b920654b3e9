import { valueKey } from '../bson/key.js';
import type { Document, Value } from '../bson/value.js';
import { fieldOf, isDocument } from '../bson/value.js';
import { refuseComparingStage } from './collated.js';
import { expressionError, mingoOptions, plainDocument, toPlain, wordsOf } from './expression.js';
import type { ExpressionContext } from './expression-context.js';
import { mingo } from './mingo.js';

export interface StageOptions extends ExpressionContext {
  /** The documents of another collection of the database, for `$lookup` and its like. */
  readonly collection?: (name: string) => Document[];
}

/** Gives a computed document the exact values back that the computation did not change: it works with plain numbers. */
function restore(computed: Value, original: Value | undefined): Value {
  if (original === undefined || computed === undefined) return computed;
  if (isDocument(computed) && isDocument(original)) {
    for (const [name, value] of Object.entries(computed)) computed[name] = restore(value, fieldOf(original, name));
    return computed;
  }
  if (Array.isArray(computed) && Array.isArray(original)) return computed.map((item, i) => restore(item, original[i]));
  return typeof computed === 'number' && valueKey(computed) === valueKey(original) ? original : computed;
}

/**
 * Runs one aggregation stage with mingo.
 * @throws CommandError for what mingo does not know or cannot compute.
 */
export function runStage(name: string, spec: Value, documents: readonly Document[], options: StageOptions): Document[] {
  refuseComparingStage(options, name, spec);
  const words = wordsOf(spec);
  const plain = (list: readonly Document[]) => list.map((document) => plainDocument(document, words));
  try {
    const aggregator = new (mingo().Aggregator)([{ [name]: toPlain(spec) }], {
      ...mingoOptions(options),
      ...(options.collection && {
        collectionResolver: (from: string) => plain(options.collection?.(from) ?? []),
      }),
    });
    const results = aggregator.run<Document>(plain(documents));
    if (results.length !== documents.length) return results;
    return results.map((result, i) => restore(result, documents[i]) as Document);
  } catch (fault) {
    throw expressionError(fault, name, spec);
  }
}
