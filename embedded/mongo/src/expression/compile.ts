import { splitPath } from '../bson/path.js';
import { show } from '../bson/show.js';
import type { Document, Value } from '../bson/value.js';
import { fieldOf, isDocument, newDocument } from '../bson/value.js';
import { CommandError, notImplemented } from '../command-error.js';
import { arithmetic } from './arithmetic.js';
import { arrays } from './arrays.js';
import { conditions } from './conditions.js';
import type { ExpressionContext } from './context.js';
import { conversions } from './conversions.js';
import { dateParts } from './date-parts.js';
import { dates } from './dates.js';
import { iterations } from './iterations.js';
import { objects } from './objects.js';
import type { Compiler, Expression, Maybe, Operators, Scope, Variable } from './operator.js';
import { sets } from './sets.js';
import { strings } from './strings.js';
import { statistics } from './statistics.js';
import { substrings } from './substrings.js';

const operators: Operators = {
  ...arithmetic,
  ...arrays,
  ...conditions,
  ...conversions,
  ...dateParts,
  ...dates,
  ...iterations,
  ...objects,
  ...sets,
  ...statistics,
  ...strings,
  ...substrings,
  $literal: (operand) => () => operand,
};

/** What the real server has and this one does not. */
const REFUSED = new Set('$accumulator $function $meta $median $percentile $sampleRate $toHashedIndexKey'.split(' '));

/** `a.b` of a value: arrays on the way are gone through, and give those of their documents that have it. */
export function valueAt(value: Maybe, path: readonly string[], at = 0): Maybe {
  const name = path[at];
  if (name === undefined) return value;
  if (isDocument(value)) return valueAt(fieldOf(value, name), path, at + 1);
  if (!Array.isArray(value)) return undefined;
  const found: Value[] = [];
  for (const item of value) {
    const inner = isDocument(item) ? valueAt(item, path, at) : undefined;
    if (inner !== undefined) found.push(inner);
  }
  return found;
}

function variable(variables: Variable | undefined, name: string): Maybe {
  for (let at = variables; at; at = at.outer) if (at.name === name) return at.value;
  return undefined;
}

/** Which of the two places in a pipeline an expression stands in: the server has another error for each. */
export interface Place {
  readonly unknownOperator: (name: string) => CommandError;
}

const anywhere: Place = {
  unknownOperator: (name) => new CommandError('InvalidPipelineOperator', `Unrecognized expression '${name}'`),
};

class ExpressionCompiler implements Compiler {
  readonly strings;
  readonly now: Date;

  constructor(
    private readonly context: ExpressionContext,
    private readonly names: ReadonlySet<string>,
    private readonly place: Place,
  ) {
    this.strings = context.collation?.compare;
    this.now = context.now ?? new Date();
  }

  within(names: readonly string[]): Compiler {
    return new ExpressionCompiler({ ...this.context, now: this.now }, new Set([...this.names, ...names]), this.place);
  }

  compile(expression: Value): Expression {
    if (typeof expression === 'string') return expression.startsWith('$') ? this.path(expression) : () => expression;
    if (Array.isArray(expression)) {
      const items = expression.map((item) => this.compile(item));
      return (scope) => items.map((item) => item(scope) ?? null);
    }
    if (isDocument(expression)) return this.object(expression);
    return () => expression;
  }

  private path(text: string): Expression {
    const [first = '', ...rest] = splitPath(text.startsWith('$$') ? text.slice(2) : `CURRENT.${text.slice(1)}`);
    if ([first, ...rest].includes(''))
      throw new CommandError(16872, `'${text}' is no path: its parts must not be empty`);
    switch (first) {
      case 'ROOT':
      case 'CURRENT':
        return (scope) => valueAt(scope.root, rest);
      case 'REMOVE':
        return () => undefined;
      case 'NOW':
        return () => (rest.length === 0 ? this.now : undefined);
      default:
        if (!this.names.has(first)) throw new CommandError(17276, `Use of undefined variable: ${first}`);
        return (scope) => valueAt(variable(scope.variables, first), rest);
    }
  }

  private object(expression: Document): Expression {
    const entries = Object.entries(expression);
    const [first] = entries;
    if (first?.[0].startsWith('$')) {
      if (entries.length > 1)
        throw new CommandError(
          15983,
          `An object representing an expression must have exactly one field: ${show(expression)}`,
        );
      return this.operator(...first);
    }
    const fields = entries.map(([name, value]): [string, Expression] => {
      if (name.startsWith('$')) throw new CommandError(16410, `Field names may not start with '$': '${name}'`);
      if (name.includes('.')) throw new CommandError(16412, `Field names may not contain '.': '${name}'`);
      return [name, this.compile(value)];
    });
    return (scope) => {
      const computed = newDocument();
      for (const [name, field] of fields) {
        const value = field(scope);
        if (value !== undefined) computed[name] = value;
      }
      return computed;
    };
  }

  private operator(name: string, operand: Value): Expression {
    const operator = Object.hasOwn(operators, name) ? operators[name] : undefined;
    if (operator) return operator(operand, this);
    if (REFUSED.has(name)) throw notImplemented(name);
    throw this.place.unknownOperator(name);
  }
}

/** Makes a compiler for the expressions of one command. @param names further variables that they may name */
export const compilerFor = (
  context: ExpressionContext,
  names: readonly string[] = [],
  place: Place = anywhere,
): Compiler => new ExpressionCompiler(context, new Set([...Object.keys(context.variables ?? {}), ...names]), place);

/** The scope of a document, with the variables of the command. */
export function scopeOf(root: Document, { variables }: ExpressionContext): Scope {
  let innermost: Variable | undefined;
  for (const [name, value] of Object.entries(variables ?? {})) innermost = { name, value, outer: innermost };
  return { root, variables: innermost };
}
