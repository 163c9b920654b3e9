import type { Document, Value } from '../bson/value.js';
import { isDocument, newDocument } from '../bson/value.js';
import type { LeafTest } from './comparison.js';
import type { ExpressionContext } from '../expression/context.js';
import { compileFilter } from './matcher.js';
import { DecodedSubject } from './subject.js';

export const only = (name: string, value: Value): Document => Object.assign(newDocument(), { [name]: value });

/** A condition on one value, written as a filter on a field of that name. */
export function fieldTest(name: string, condition: Document, context: ExpressionContext): LeafTest {
  const matcher = compileFilter(condition, context);
  return (item) => matcher(new DecodedSubject(only(name, item ?? null)));
}

/** The condition that a filter puts on elements of the array at `path`; it is tested on an array of one element. */
export function conditionOn(filter: Document, path: string, context: ExpressionContext): LeafTest | undefined {
  for (const [name, condition] of Object.entries(filter)) {
    if (name === '$and' && Array.isArray(condition)) {
      for (const branch of condition.filter(isDocument)) {
        const found = conditionOn(branch, path, context);
        if (found) return found;
      }
    } else if (name === path) return fieldTest('e', only('e', condition), context);
    else if (name.startsWith(`${path}.`))
      return fieldTest('e', only(`e.${name.slice(path.length + 1)}`, condition), context);
  }
  return undefined;
}
