import type { Document, Value } from '../bson/value.js';
import { CommandError } from '../command-error.js';
import { flagArgument } from './arguments.js';

export const MAX_BATCH = 100_000;

/**
 * Runs the statements of a write one by one. A failed one is reported by its index; an ordered batch ends there.
 * @returns the `writeErrors` of the reply, or nothing.
 */
export function runBatch<T>(
  body: Document,
  statements: readonly T[],
  run: (statement: T, index: number) => void,
): { writeErrors?: Value[] } {
  if (statements.length === 0 || statements.length > MAX_BATCH)
    throw new CommandError(
      'InvalidLength',
      `Write batch sizes must be between 1 and ${MAX_BATCH}. Got ${statements.length} operations.`,
    );
  const ordered = body['ordered'] === undefined || flagArgument(body, 'ordered');
  const errors: Value[] = [];
  for (const [index, statement] of statements.entries()) {
    try {
      run(statement, index);
    } catch (fault) {
      if (!(fault instanceof CommandError)) throw fault;
      errors.push({ index, code: fault.code, errmsg: fault.message, ...fault.details });
      if (ordered) break;
    }
  }
  return errors.length > 0 ? { writeErrors: errors } : {};
}
