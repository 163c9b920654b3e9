import type { Document, Value } from '../bson/value.js';
import { isDocument } from '../bson/value.js';
import { CommandError } from '../command-error.js';
import type { ExpressionContext } from '../expression/context.js';
import { typeOf } from '../expression/operator.js';
import type { Stage } from './stages.js';

/** What stages may need besides their documents. */
export interface Surroundings {
  readonly context: ExpressionContext;
  /** The documents of another collection or view of the database. */
  collection(name: string): Document[];
  /** Runs a pipeline inside of a stage. */
  run(documents: Document[], stages: readonly Stage[], context: ExpressionContext): Document[];
}

/** Runs a stage on decoded documents, which it leaves as they are. @throws CommandError for what its specification has wrong */
export type StageRunner = (spec: Value, documents: Document[], surroundings: Surroundings) => Document[];
export type StageRunners = Readonly<Record<string, StageRunner>>;

/** The specification of a stage that has named parts. @throws CommandError 9 */
export function specOf(stage: string, spec: Value, required: readonly string[], optional: readonly string[]): Document {
  if (!isDocument(spec))
    throw new CommandError(
      'FailedToParse',
      `the ${stage} stage specification must be an object, but found ${typeOf(spec)}`,
    );
  const unknown = Object.keys(spec).find((name) => !required.includes(name) && !optional.includes(name));
  if (unknown !== undefined) throw new CommandError(40415, `BSON field '${stage}.${unknown}' is an unknown field.`);
  const missing = required.find((name) => spec[name] === undefined);
  if (missing !== undefined)
    throw new CommandError(40414, `BSON field '${stage}.${missing}' is missing but a required field`);
  return spec;
}

export function textIn(stage: string, spec: Document, name: string): string {
  const value = spec[name];
  if (typeof value !== 'string')
    throw new CommandError(
      'TypeMismatch',
      `BSON field '${stage}.${name}' is the wrong type '${typeOf(value)}', expected type 'string'`,
    );
  return value;
}
