import { isNumber, toDouble } from '../bson/numbers.js';
import type { Document, Value } from '../bson/value.js';
import { fieldOf } from '../bson/value.js';
import { CommandError } from '../command-error.js';
import type { ExpressionContext } from './expression-context.js';
import { compileFilter } from './matcher.js';
import { DecodedSubject } from './subject.js';

/** Changes the array in a field of a document that is about to be sent. */
export type ArrayProjection = (document: Document, name: string) => void;

function slice(operand: Value): (items: Value[]) => Value[] {
  const numbers = (Array.isArray(operand) ? operand : [operand]).map((value) =>
    isNumber(value) ? toDouble(value) : NaN,
  );
  const [first = NaN, count] = numbers;
  if (numbers.some(Number.isNaN))
    throw new CommandError('BadValue', '$slice only supports numbers and [skip, limit] arrays');
  if (count === undefined) return (items) => (first < 0 ? items.slice(first) : items.slice(0, first));
  return (items) => {
    const start = first < 0 ? Math.max(0, items.length + first) : first;
    return items.slice(start, start + count);
  };
}

/** `$slice` keeps a part of an array; `$elemMatch` its first element that matches, and drops the field when none does. */
export function arrayProjection(operator: Document, context: ExpressionContext): ArrayProjection {
  if ('$slice' in operator) {
    const part = slice(operator['$slice'] ?? null);
    return (document, name) => {
      const items = fieldOf(document, name);
      if (Array.isArray(items)) document[name] = part(items);
    };
  }
  const matcher = compileFilter({ e: operator }, context);
  return (document, name) => {
    const items = fieldOf(document, name);
    const hit = Array.isArray(items) ? items.find((item) => matcher(new DecodedSubject({ e: [item] }))) : undefined;
    if (hit === undefined) delete document[name];
    else document[name] = [hit];
  };
}
