import { splitPath } from '../bson/path.js';
import type { Document, Value } from '../bson/value.js';
import { fieldOf, isDocument, newDocument } from '../bson/value.js';
import { CommandError } from '../command-error.js';
import { compilerFor, scopeOf } from '../expression/compile.js';
import type { ExpressionContext } from '../expression/context.js';
import { isNullish, bind } from '../expression/operator.js';
import type { Expression, Maybe } from '../expression/operator.js';
import type { StageRunner, StageRunners } from './stage.js';
import { specOf } from './stage.js';

/** The value at a path that leads through documents alone. */
const plainValueAt = (value: Maybe, path: readonly string[]): Maybe =>
  path.reduce<Maybe>((at, name) => (isDocument(at) ? fieldOf(at, name) : undefined), value);

/** A copy with another value at a path that leads through documents; undefined takes the field away. */
export function withValueAt(document: Document, [name = '', ...rest]: readonly string[], value: Maybe): Document {
  const copy = Object.assign(newDocument(), document);
  if (rest.length > 0) {
    const inner = fieldOf(document, name);
    copy[name] = withValueAt(isDocument(inner) ? inner : newDocument(), rest, value);
  } else if (value === undefined) delete copy[name];
  else copy[name] = value;
  return copy;
}

const unwind: StageRunner = (given, documents) => {
  const spec: Document = isDocument(given)
    ? specOf('$unwind', given, [], ['path', 'includeArrayIndex', 'preserveNullAndEmptyArrays'])
    : { path: given };
  const { path, includeArrayIndex, preserveNullAndEmptyArrays: preserve } = spec;
  if (path === undefined) throw new CommandError(28812, 'no path specified to $unwind stage');
  if (typeof path !== 'string') throw new CommandError(28808, 'expected a string as the path for $unwind stage');
  if (!path.startsWith('$'))
    throw new CommandError(28818, "path option to $unwind stage should be prefixed with a '$'");
  if (includeArrayIndex !== undefined && (typeof includeArrayIndex !== 'string' || includeArrayIndex === ''))
    throw new CommandError(28810, 'expected a non-empty string for the includeArrayIndex of $unwind stage');
  if (typeof includeArrayIndex === 'string' && includeArrayIndex.startsWith('$'))
    throw new CommandError(28822, "includeArrayIndex option to $unwind stage should not be prefixed with a '$'");
  const names = splitPath(path.slice(1));
  const indexed = (document: Document, index: Value): Document =>
    typeof includeArrayIndex === 'string' ? withValueAt(document, splitPath(includeArrayIndex), index) : document;
  return documents.flatMap((document) => {
    const value = plainValueAt(document, names);
    if (Array.isArray(value) && value.length > 0)
      return value.map((item, i) => indexed(withValueAt(document, names, item), BigInt(i)));
    if (!Array.isArray(value) && !isNullish(value)) return [indexed(document, null)];
    if (preserve !== true) return [];
    return [indexed(Array.isArray(value) ? withValueAt(document, names, undefined) : document, null)];
  });
};

const MARKS = ['DESCEND', 'PRUNE', 'KEEP'];

/** What `$redact` leaves of a document; undefined: nothing. */
function redacted(document: Document, test: Expression, context: ExpressionContext): Document | undefined {
  let scope = scopeOf(document, context);
  for (const mark of MARKS) scope = bind(scope, mark, mark);
  const verdict = test(scope);
  if (verdict === 'KEEP') return document;
  if (verdict === 'PRUNE') return undefined;
  if (verdict !== 'DESCEND')
    throw new CommandError(
      17053,
      "$redact's expression should not return anything aside from the variables $$KEEP, $$DESCEND, and $$PRUNE",
    );
  const inside = (value: Value): Maybe => {
    if (Array.isArray(value)) return value.map(inside).filter((item) => item !== undefined);
    return isDocument(value) ? redacted(value, test, context) : value;
  };
  const kept = newDocument();
  for (const [name, value] of Object.entries(document)) {
    const left = inside(value);
    if (left !== undefined) kept[name] = left;
  }
  return kept;
}

const redact: StageRunner = (spec, documents, { context }) => {
  const test = compilerFor(context, MARKS).compile(spec);
  return documents.map((document) => redacted(document, test, context)).filter((left) => left !== undefined);
};

/** Stages that make several documents of one, or fewer. */
export const unfolding: StageRunners = { $unwind: unwind, $redact: redact };
