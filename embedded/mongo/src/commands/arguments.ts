import type { Collation } from '../bson/collation.js';
import { parseCollation } from '../bson/collation.js';
import { equalValues } from '../bson/compare.js';
import { isNumber, toDouble } from '../bson/numbers.js';
import { typeName } from '../bson/types.js';
import type { Document, Value } from '../bson/value.js';
import { fieldOf, isDocument } from '../bson/value.js';
import { CommandError } from '../command-error.js';
import type { ExpressionContext } from '../expression/context.js';
import { computeLet } from '../query/variables.js';
import type { Catalog, Namespace } from '../store/catalog.js';
import { namespaceOf } from '../store/catalog.js';
import type { Request } from '../wire/message.js';

/** The arguments of a command, checked as the server checks them: a wrong type is error 14. */

function wrongType(name: string, value: Value, expected: string): CommandError {
  return new CommandError(
    'TypeMismatch',
    `BSON field '${name}' is the wrong type '${typeName(value)}', expected type '${expected}'`,
  );
}

export function documentArgument(body: Document, name: string): Document | undefined {
  const value = fieldOf(body, name);
  if (value === undefined || value === null) return undefined;
  if (!isDocument(value)) throw wrongType(name, value, 'object');
  return value;
}

/** A whole number, of whichever number type. */
export function numberArgument(body: Document, name: string): number | undefined {
  const value = fieldOf(body, name);
  if (value === undefined || value === null) return undefined;
  if (!isNumber(value)) throw wrongType(name, value, 'number');
  return Math.trunc(toDouble(value));
}

/** A number that must not be negative, such as `skip`. */
export function countArgument(body: Document, name: string): number | undefined {
  const value = numberArgument(body, name);
  if (value !== undefined && value < 0)
    throw new CommandError(51024, `BSON field '${name}' value must be >= 0, actual value '${value}'`);
  return value;
}

export function flagArgument(body: Document, name: string): boolean {
  const value = fieldOf(body, name);
  if (value === undefined || value === null) return false;
  if (typeof value === 'boolean') return value;
  if (isNumber(value)) return toDouble(value) !== 0;
  throw wrongType(name, value, 'bool');
}

export function textArgument(body: Document, name: string): string {
  const value = fieldOf(body, name);
  if (typeof value !== 'string') throw wrongType(name, value ?? null, 'string');
  return value;
}

export function listArgument(body: Document, name: string): Value[] {
  const value = fieldOf(body, name);
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw wrongType(name, value, 'array');
  return value;
}

const collationOf = (spec: Document | undefined, otherwise?: Collation): Collation | undefined =>
  spec && Object.keys(spec).length > 0 ? parseCollation(spec) : otherwise;

/** The collation that a command asks for; the one given where it asks for none. */
export const collationArgument = (body: Document, otherwise?: Collation): Collation | undefined =>
  collationOf(documentArgument(body, 'collation'), otherwise);

/**
 * What the filters and expressions of a command on a collection or view mean besides their text.
 * @throws CommandError 167 for a view that has another collation, and those of a collation and of variables
 */
export function contextArgument(body: Document, catalog: Catalog, at: Namespace): ExpressionContext {
  const own = catalog.collationAt(at);
  const collation = collationArgument(body, own);
  if (catalog.viewAt(at) && !equalValues(collation?.spec, own?.spec))
    throw new CommandError(
      'OptionNotSupportedOnView',
      `Cannot override a view's default collation: ${namespaceOf(at)}`,
    );
  const now = new Date();
  return { collation, now, variables: computeLet(documentArgument(body, 'let'), { collation, now }) };
}

/** What a write command says for all its statements. */
export interface ForAll extends ExpressionContext {
  /** Whether the collection's validator is passed by. */
  readonly unchecked: boolean;
}

export const forAll = (body: Document, catalog: Catalog, at: Namespace): ForAll => ({
  ...contextArgument(body, catalog, at),
  unchecked: flagArgument(body, 'bypassDocumentValidation'),
});

/** The context of one statement, which may have a collation of its own; most have none. */
export const contextOf = (own: Document | undefined, ofAll: ForAll): ExpressionContext =>
  own ? { ...ofAll, collation: collationOf(own, ofAll.collation) } : ofAll;

/** The collection that a command names as its first field. */
export function namespaceArgument({ database, body, name }: Request): Namespace {
  const collection = fieldOf(body, name);
  if (typeof collection !== 'string')
    throw new CommandError('InvalidNamespace', `collection name has invalid type ${typeName(collection ?? null)}`);
  if (collection === '') throw new CommandError('InvalidNamespace', `Invalid namespace specified '${database}.'`);
  return { database, collection };
}
