import { splitPath } from '../bson/path.js';
import { show } from '../bson/show.js';
import { typeName } from '../bson/types.js';
import type { Document, Value } from '../bson/value.js';
import { isDocument } from '../bson/value.js';
import { CommandError } from '../command-error.js';
import type { ExpressionContext } from '../expression/context.js';
import { arrayOperators } from './array-operators.js';
import type { Operator } from './field-operators.js';
import { fieldOperators } from './field-operators.js';
import type { Positions } from './positional.js';
import { expand } from './positional.js';
import { Target } from './target.js';

interface Change {
  readonly name: string;
  readonly path: string;
  readonly segments: readonly string[];
  readonly operand: Value;
  readonly apply: Operator;
}

/** Changes a decoded document in place; `inserting` is true for the document of an upsert. */
export type OperatorUpdate = (document: Document, positions: Positions, inserting: boolean) => void;

const operators: Readonly<Record<string, Operator>> = { ...fieldOperators, ...arrayOperators };

function segmentsOf(path: string): string[] {
  if (path === '') throw new CommandError('EmptyFieldName', 'An empty update path is not valid.');
  const segments = splitPath(path);
  if (segments.includes(''))
    throw new CommandError(
      'EmptyFieldName',
      `The update path '${path}' contains an empty field name, which is not allowed.`,
    );
  return segments;
}

/** `$rename` works between fields of documents, not on elements of arrays. */
function refuseElement(path: string, which: 'source' | 'destination', document: Document): void {
  const segments = segmentsOf(path);
  const array = segments.findIndex((_, i) => i > 0 && Array.isArray(new Target(document, segments.slice(0, i)).get()));
  if (array > 0)
    throw new CommandError(
      'BadValue',
      `The ${which} field cannot be an array element, '${path}' in doc with _id: ${show(document['_id'])} has an array field called '${segments[array - 1]}'`,
    );
}

/** `$rename` is an `$unset` here and a `$set` there. */
function renameChange(path: string, operand: Value, document: Document): void {
  refuseElement(path, 'source', document);
  refuseElement(operand as string, 'destination', document);
  const value = new Target(document, segmentsOf(path)).get();
  if (value === undefined) return;
  new Target(document, segmentsOf(path)).unset();
  new Target(document, segmentsOf(operand as string)).set(value);
}

function checkRename(path: string, operand: Value): void {
  if (typeof operand !== 'string')
    throw new CommandError('BadValue', `The 'to' field for $rename must be a string: ${path}`);
  if (operand === path)
    throw new CommandError('BadValue', `The source and target field for $rename must differ: ${path}: "${path}"`);
}

function refuseConflicts(paths: readonly string[]): void {
  const taken = new Set<string>();
  const parents = new Set<string>();
  for (const path of paths) {
    const segments = splitPath(path);
    const prefixes = segments.map((_, i) => segments.slice(0, i + 1).join('.'));
    const conflict = prefixes.find((prefix) => taken.has(prefix)) ?? (parents.has(path) ? path : undefined);
    if (conflict !== undefined)
      throw new CommandError(
        'ConflictingUpdateOperators',
        `Updating the path '${path}' would create a conflict at '${conflict}'`,
      );
    taken.add(path);
    prefixes.slice(0, -1).forEach((prefix) => parents.add(prefix));
  }
}

const fieldOrder = (a: Change, b: Change): number => {
  const x = Number(a.path);
  const y = Number(b.path);
  if (Number.isInteger(x) && Number.isInteger(y)) return x - y;
  return a.path < b.path ? -1 : 1;
};

function changesOf(update: Document): { changes: Change[]; renames: [string, Value][] } {
  const changes: Change[] = [];
  const renames: [string, Value][] = [];
  for (const [name, fields] of Object.entries(update)) {
    const apply = operators[name];
    if (!apply && name !== '$rename')
      throw new CommandError(
        'FailedToParse',
        `Unknown modifier: ${name}. Expected a valid update modifier or pipeline-style update specified as an array`,
      );
    if (!isDocument(fields))
      throw new CommandError(
        'FailedToParse',
        `Modifiers operate on fields but we found type ${typeName(fields)} instead. For example: {$mod: {<field>: ...}} not {${name}: ${show(fields)}}`,
      );
    for (const [path, operand] of Object.entries(fields)) {
      if (apply) changes.push({ name, path, segments: segmentsOf(path), operand, apply });
      else {
        checkRename(path, operand);
        renames.push([path, operand]);
      }
    }
  }
  return { changes, renames };
}

/**
 * Compiles an update made of operators. Fields are changed in the order of their names, as the server does since 5.0.
 * @throws CommandError 9, 40, 56
 */
export function compileOperators(update: Document, context: ExpressionContext): OperatorUpdate {
  const { changes, renames } = changesOf(update);
  refuseConflicts([...changes.map(({ path }) => path), ...renames.flatMap(([from, to]) => [from, to as string])]);
  changes.sort(fieldOrder);
  return (document, positions, inserting) => {
    for (const [path, operand] of renames) renameChange(path, operand, document);
    for (const { name, segments, operand, apply } of changes) {
      if (name === '$setOnInsert' && !inserting) continue;
      for (const concrete of expand(document, segments, positions))
        apply(new Target(document, concrete), operand, context);
    }
  };
}
