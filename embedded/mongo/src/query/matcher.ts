import { CommandError, notImplemented } from '../command-error.js';
import { someLeaf, splitPath } from '../bson/path.js';
import { typeName } from '../bson/types.js';
import type { Document, Value } from '../bson/value.js';
import { isDocument, isOperatorDocument } from '../bson/value.js';
import { brokenRules } from '../validation/schema.js';
import { checkSchema } from '../validation/schema-types.js';
import { equal, matches } from './comparison.js';
import { compilerFor, scopeOf } from '../expression/compile.js';
import type { ExpressionContext } from '../expression/context.js';
import { emptyContext } from '../expression/context.js';
import { isTrue } from '../expression/operator.js';
import type { Inner } from './field-operators.js';
import { fieldTests } from './field-operators.js';
import type { Matcher, PathTest } from './path-test.js';
import { passes } from './path-test.js';
import type { FieldName } from './subject.js';
import { fieldName } from './subject.js';

const everything: Matcher = () => true;

function all(matchers: readonly Matcher[]): Matcher {
  const [first, second] = matchers;
  if (!first) return everything;
  if (!second) return first;
  return (subject) => matchers.every((matcher) => matcher(subject));
}

function pathMatcher(path: string, condition: PathTest): Matcher {
  if ('notAll' in condition) {
    const inner = condition.notAll.map((test) => pathMatcher(path, test));
    return (subject) => !inner.every((matcher) => matcher(subject));
  }
  const { negated } = condition;
  const segments = splitPath(path);
  const first: FieldName = fieldName(segments[0] ?? '');
  const leafTest = passes(condition);
  if (segments.length === 1) return (subject) => leafTest(subject.field(first)) !== negated;
  return (subject) => someLeaf(subject.field(first), segments, 1, leafTest) !== negated;
}

function fieldMatcher(path: string, condition: Value, context: ExpressionContext): Matcher {
  if (isOperatorDocument(condition))
    return all(fieldTests(condition, within(context)).map((test) => pathMatcher(path, test)));
  const isPattern = condition !== null && typeof condition === 'object' && typeName(condition) === 'regex';
  const test = isPattern ? matches(condition as never) : equal(condition, context.collation?.compare);
  return pathMatcher(path, { test, unwind: true, negated: false });
}

const within = (context: ExpressionContext): Inner => ({
  compile: (filter) => compileFilter(filter, context),
  strings: context.collation?.compare,
});

function branches(operator: string, operand: Value, context: ExpressionContext): Matcher[] {
  if (!Array.isArray(operand) || operand.length === 0)
    throw new CommandError('BadValue', `${operator} argument must be a non-empty array`);
  return operand.map((branch) => {
    if (!isDocument(branch)) throw new CommandError('BadValue', `${operator} entries need to be full objects`);
    return compileFilter(branch, context);
  });
}

function topLevel(operator: string, operand: Value, context: ExpressionContext): Matcher {
  switch (operator) {
    case '$and':
      return all(branches(operator, operand, context));
    case '$or': {
      const options = branches(operator, operand, context);
      return (subject) => options.some((option) => option(subject));
    }
    case '$nor': {
      const options = branches(operator, operand, context);
      return (subject) => !options.some((option) => option(subject));
    }
    case '$expr': {
      const test = compilerFor(context).compile(operand);
      return (subject) => isTrue(test(scopeOf(subject.document(), context)));
    }
    case '$comment':
      return everything;
    case '$jsonSchema':
      if (!isDocument(operand)) throw new CommandError('TypeMismatch', '$jsonSchema must be an object');
      checkSchema(operand);
      return (subject) => brokenRules(operand, subject.document()).length === 0;
    case '$where':
    case '$text':
      throw notImplemented(operator);
    default:
      throw new CommandError(
        'BadValue',
        `unknown top level operator: ${operator}. If you have a field name that starts with a '$' symbol, consider using $getField or $setField.`,
      );
  }
}

/**
 * Compiles a filter document.
 * @throws CommandError for an operator that is unknown, malformed or not implemented.
 */
export function compileFilter(filter: Document, context: ExpressionContext = emptyContext): Matcher {
  return all(
    Object.entries(filter).map(([name, condition]) =>
      name.startsWith('$') ? topLevel(name, condition, context) : fieldMatcher(name, condition, context),
    ),
  );
}
