import { splitPath } from '../bson/path.js';
import type { Document, Value } from '../bson/value.js';
import { fieldOf, isDocument } from '../bson/value.js';
import { CommandError } from '../command-error.js';
import type { ExpressionContext } from '../expression/context.js';
import { conditionOn, fieldTest } from '../query/array-condition.js';
import type { LeafTest } from '../query/comparison.js';

/** What `$`, `$[]` and `$[name]` in a path stand for: the query that found the document, and the arrayFilters. */
export interface Positions {
  readonly filter: Document;
  readonly arrayFilters: ReadonlyMap<string, LeafTest>;
  readonly context: ExpressionContext;
}

/**
 * Compiles arrayFilters by their identifier.
 * @throws CommandError when one names no or several identifiers, or two name the same.
 */
export function compileArrayFilters(filters: readonly Value[], context: ExpressionContext): Map<string, LeafTest> {
  const compiled = new Map<string, LeafTest>();
  for (const filter of filters) {
    if (!isDocument(filter)) throw new CommandError('TypeMismatch', 'arrayFilters need to be objects');
    const names = new Set(identifiers(filter));
    const [name] = names;
    if (name === undefined || names.size > 1)
      throw new CommandError(
        'FailedToParse',
        'Error parsing array filter :: caused by :: Expected a single top-level field name',
      );
    if (compiled.has(name))
      throw new CommandError(
        'FailedToParse',
        `Found multiple array filters with the same top-level field name ${name}`,
      );
    compiled.set(name, fieldTest(name, filter, context));
  }
  return compiled;
}

const identifiers = (filter: Document): string[] =>
  Object.entries(filter).flatMap(([name, operand]) =>
    name.startsWith('$') && Array.isArray(operand)
      ? operand.filter(isDocument).flatMap(identifiers)
      : [splitPath(name)[0] ?? ''],
  );

/** The place of the element that made the query match. */
function matchedIndex({ filter, context }: Positions, path: string, items: readonly Value[]): number {
  const condition = conditionOn(filter, path, context);
  const index = condition ? items.findIndex((item) => condition([item])) : -1;
  if (index < 0)
    throw new CommandError('BadValue', 'The positional operator did not find the match needed from the query.');
  return index;
}

function indexesFor(name: string, path: string, items: readonly Value[], positions: Positions): number[] {
  if (name === '$') return [matchedIndex(positions, path, items)];
  const all = [...items.keys()];
  if (name === '$[]') return all;
  const identifier = name.slice(2, -1);
  const test = positions.arrayFilters.get(identifier);
  if (!test)
    throw new CommandError(
      'BadValue',
      `No array filter found for identifier '${identifier}' in path '${path}.${name}'`,
    );
  return all.filter((index) => test(items[index]));
}

/** The concrete paths that a path with positional parts means in this document. */
export function expand(document: Document, segments: readonly string[], positions: Positions): string[][] {
  const at = segments.findIndex((name) => name.startsWith('$'));
  if (at < 0) return [[...segments]];
  const before = segments.slice(0, at);
  let value: Value | undefined = document;
  for (const name of before)
    value = Array.isArray(value) ? value[Number(name)] : isDocument(value) ? fieldOf(value, name) : undefined;
  const path = before.join('.');
  if (!Array.isArray(value))
    throw new CommandError(
      'BadValue',
      `The path '${path}' must exist in the document in order to apply array updates.`,
    );
  return indexesFor(segments[at] ?? '', path, value, positions).flatMap((index) =>
    expand(document, [...before, String(index), ...segments.slice(at + 1)], positions),
  );
}
