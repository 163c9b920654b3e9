import { isNumber, toDouble } from '../bson/numbers.js';
import { leaves, splitPath } from '../bson/path.js';
import type { Document, Value } from '../bson/value.js';
import { fieldOf, isDocument } from '../bson/value.js';
import { CommandError, notImplemented } from '../command-error.js';
import { conditionOn } from './array-condition.js';
import type { ExpressionContext } from '../expression/context.js';
import { compileFilter } from './matcher.js';
import { DecodedSubject } from './subject.js';

/** Changes arrays of a document that is about to be sent. */
export type ArrayProjection = (document: Document) => void;

/** What becomes of an array; undefined: its field goes. */
type Change = (items: Value[]) => Value[] | undefined;

/** Changes the arrays at the end of a path; arrays on the way are gone through. */
function changeAt(parent: Value | undefined, [name = '', ...rest]: readonly string[], change: Change): void {
  if (Array.isArray(parent)) {
    for (const item of parent) changeAt(item, [name, ...rest], change);
    return;
  }
  if (!isDocument(parent)) return;
  const value = fieldOf(parent, name);
  if (rest.length > 0) changeAt(value, rest, change);
  else if (Array.isArray(value)) {
    const changed = change(value);
    if (changed) parent[name] = changed;
    else delete parent[name];
  }
}

function sliceOf(operand: Value): Change {
  const numbers = (Array.isArray(operand) ? operand : [operand]).map((value) =>
    isNumber(value) ? toDouble(value) : NaN,
  );
  const [first = NaN, count] = numbers;
  if (numbers.some(Number.isNaN) || numbers.length > 2)
    throw new CommandError(28667, 'Invalid $slice syntax: it only supports numbers and [skip, limit] arrays');
  if (count === undefined) return (items) => (first < 0 ? items.slice(first) : items.slice(0, first));
  if (count <= 0) throw new CommandError(28724, 'First argument to $slice must be an array'); // no limit, so an expression
  return (items) => {
    const start = first < 0 ? Math.max(0, items.length + first) : first;
    return items.slice(start, start + count);
  };
}

function elementOf(operator: Document, path: string, context: ExpressionContext): ArrayProjection {
  if (path.includes('.')) throw new CommandError(31275, 'Cannot use $elemMatch projection on a nested field.');
  const matcher = compileFilter({ e: operator }, context);
  return (document) => {
    const items = fieldOf(document, path);
    const hit = Array.isArray(items) ? items.find((item) => matcher(new DecodedSubject({ e: [item] }))) : undefined;
    if (hit === undefined) delete document[path];
    else document[path] = [hit];
  };
}

/** `$slice` keeps a part of an array; `$elemMatch` its first element that matches, and drops the field when none does. */
export function arrayProjection(path: string, operator: Document, context: ExpressionContext): ArrayProjection {
  if (!('$slice' in operator)) return elementOf(operator, path, context);
  const change = sliceOf(operator['$slice'] ?? null);
  return (document) => changeAt(document, splitPath(path), change);
}

/** Whether the query has conditions on some array: then the server may take the position from there. */
const hasArrays = (filter: Document, document: Document): boolean =>
  Object.keys(filter).some((name) =>
    name.startsWith('$') ? name !== '$comment' : leaves(document, splitPath(name)).some(Array.isArray),
  );

/**
 * `path.$`: of the array, the element by which the query found the document.
 * @throws CommandError 51246 when the query has no such element, 238 when it is not plain to see which it is
 */
export function positionalProjection(path: string, filter: Document, context: ExpressionContext): ArrayProjection {
  const condition = conditionOn(filter, path, context);
  return (document) =>
    changeAt(document, splitPath(path), (items) => {
      if (!condition && hasArrays(filter, document))
        throw notImplemented('a positional projection by a condition on another array');
      const hit = condition && items.find((item) => condition([item]));
      if (hit === undefined)
        throw new CommandError(
          51246,
          "Executor error during find command :: caused by :: positional operator '.$' couldn't find a matching element in the array",
        );
      return [hit];
    });
}
