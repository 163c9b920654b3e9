import type { StringOrder } from '../bson/collation.js';
import { compareValues } from '../bson/compare.js';
import { isNumber, toDouble } from '../bson/numbers.js';
import { show } from '../bson/show.js';
import { typeName } from '../bson/types.js';
import type { Document, Value } from '../bson/value.js';
import { isDocument } from '../bson/value.js';
import { CommandError } from '../command-error.js';

/** A value, or undefined where the document has none: to expressions that is not the same as null. */
export type Maybe = Value | undefined;

/** What an expression is computed from. */
export interface Scope {
  /** `$$ROOT`. */
  readonly root: Maybe;
  readonly variables: Variable | undefined;
}

/** The innermost variable; those of a name further out are hidden by it. */
export interface Variable {
  readonly name: string;
  readonly value: Maybe;
  readonly outer: Variable | undefined;
}

/** A compiled expression. */
export type Expression = (scope: Scope) => Maybe;

/** What operators compile their operands with. */
export interface Compiler {
  /** How strings compare; undefined: by their bytes. */
  readonly strings: StringOrder | undefined;
  /** `$$NOW`, the same for a whole command. */
  readonly now: Date;
  compile(expression: Value): Expression;
  /** A compiler for expressions that may name these variables as well. */
  within(names: readonly string[]): Compiler;
}

/** Compiles what stands behind the name of an operator. @throws CommandError for what it cannot take */
export type Operator = (operand: Value, compiler: Compiler) => Expression;
export type Operators = Readonly<Record<string, Operator>>;

/** Gives expressions one more variable. */
export const bind = (scope: Scope, name: string, value: Maybe): Scope => ({
  root: scope.root,
  variables: { name, value, outer: scope.variables },
});

export const isNullish = (value: Maybe): value is null | undefined => value === undefined || value === null;

export const typeOf = (value: Maybe): string => (value === undefined ? 'missing' : typeName(value));

/** What counts as true: everything but false, null, what is missing, and 0. */
export const isTrue = (value: Maybe): boolean =>
  !isNullish(value) && value !== false && !(isNumber(value) && toDouble(value) === 0);

/** The order of aggregation, in which what is missing comes before null. */
export function compare(a: Maybe, b: Maybe, strings: StringOrder | undefined): number {
  if (a === undefined || b === undefined) {
    if (a === b) return 0;
    const other = a ?? b ?? null;
    const least = typeName(other) === 'minKey' ? 1 : -1;
    return a === undefined ? least : -least;
  }
  return compareValues(a, b, strings);
}

/** The arguments of an operator: a list, or the one that stands for a list of one. */
export function argumentsOf(name: string, operand: Value, least: number, most: number): Value[] {
  const given = Array.isArray(operand) ? operand : [operand];
  if (given.length < least || given.length > most) {
    const wanted = least === most ? `exactly ${least} arguments` : `at least ${least} arguments, and at most ${most}`;
    throw new CommandError(
      least === most ? 16020 : 28667,
      `Expression ${name} takes ${wanted}. ${given.length} were passed in.`,
    );
  }
  return given;
}

/** An operator that computes with the values of its arguments. */
export const ofValues =
  (
    name: string,
    least: number,
    most: number,
    compute: (values: readonly Maybe[], compiler: Compiler) => Maybe,
  ): Operator =>
  (operand, compiler) => {
    const parts = argumentsOf(name, operand, least, most).map((item) => compiler.compile(item));
    return (scope) =>
      compute(
        parts.map((part) => part(scope)),
        compiler,
      );
  };

/** The same for one argument. */
export const ofValue = (name: string, compute: (value: Maybe, compiler: Compiler) => Maybe): Operator =>
  ofValues(name, 1, 1, ([value], compiler) => compute(value, compiler));

/** The named arguments of an operator. @throws CommandError when one is unknown or missing, or it is no document */
export function fieldsOf(
  name: string,
  operand: Value,
  required: readonly string[],
  optional: readonly string[] = [],
): Document {
  if (!isDocument(operand))
    throw new CommandError('FailedToParse', `${name} only supports an object as its argument, not ${show(operand)}`);
  for (const field of Object.keys(operand))
    if (!required.includes(field) && !optional.includes(field))
      throw new CommandError('FailedToParse', `Unrecognized parameter to ${name}: ${field}`);
  for (const field of required)
    if (!(field in operand)) throw new CommandError('FailedToParse', `Missing '${field}' parameter to ${name}`);
  return operand;
}

/** An operator that computes with the values of its named arguments; those left out are missing. */
export const ofFields =
  (
    name: string,
    required: readonly string[],
    optional: readonly string[],
    compute: (values: Readonly<Record<string, Maybe>>, compiler: Compiler) => Maybe,
  ): Operator =>
  (operand, compiler) => {
    const parts = Object.entries(fieldsOf(name, operand, required, optional)).map(
      ([field, item]): [string, Expression] => [field, compiler.compile(item)],
    );
    return (scope) => compute(Object.fromEntries(parts.map(([field, part]) => [field, part(scope)])), compiler);
  };

/** A whole number that an argument has to be. */
export function integerOf(name: string, value: Maybe, code: number): number {
  const number = isNumber(value) ? toDouble(value) : NaN;
  if (!Number.isInteger(number) || Math.abs(number) > 2 ** 31)
    throw new CommandError(code, `${name} needs a whole number of 32 bits, not ${show(value)} (${typeOf(value)})`);
  return number;
}
