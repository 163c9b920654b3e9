import type { Document, Value } from './value.js';
import { fieldOf, isDocument } from './value.js';

export const splitPath = (path: string): string[] => path.split('.');

const INDEX = /^(0|[1-9]\d*)$/;
export const isIndex = (name: string): boolean => INDEX.test(name);

/** A test of one value; `byIndex` tells that a position in an array led to it. */
type LeafVisitor = (leaf: Value | undefined, byIndex: boolean) => boolean;

/**
 * Whether any value that a dotted path means passes the test. Arrays on the way are searched element by element and, for a numeric
 * name, by position (MongoDB manual, "Query an Array of Embedded Documents"). A missing field is tested as undefined.
 */
export function someLeaf(value: Value | undefined, path: readonly string[], at: number, test: LeafVisitor): boolean {
  return visit(value, path, at, test, false);
}

function visit(
  value: Value | undefined,
  path: readonly string[],
  at: number,
  test: LeafVisitor,
  byIndex: boolean,
): boolean {
  const name = path[at];
  if (name === undefined) return test(value, byIndex);
  if (Array.isArray(value)) {
    if (isIndex(name) && Number(name) < value.length && visit(value[Number(name)], path, at + 1, test, true))
      return true;
    return value.some((item) => isDocument(item) && visit(item, path, at, test, false));
  }
  return isDocument(value) ? visit(fieldOf(value, name), path, at + 1, test, false) : test(undefined, false);
}

/** Every value that a dotted path means, arrays at its end not unwound. */
export function leaves(document: Document, path: readonly string[]): (Value | undefined)[] {
  const found: (Value | undefined)[] = [];
  someLeaf(document, path, 0, (leaf) => {
    found.push(leaf);
    return false;
  });
  return found;
}
