import { leaves, splitPath } from '../bson/path.js';
import { typeName } from '../bson/types.js';
import type { Document, Value } from '../bson/value.js';
import { isDocument, isOperatorDocument } from '../bson/value.js';
import type { ExpressionContext } from '../expression/context.js';
import { compileFilter } from '../query/matcher.js';
import { DecodedSubject } from '../query/subject.js';
import { brokenRules } from './schema.js';

const REASONS: Readonly<Record<string, string>> = {
  $type: 'type did not match',
  $exists: 'path does not exist',
  $regex: 'regular expression did not match',
  $in: 'no matching value found in array',
  $nin: 'matching value found in array',
  $mod: '$mod did not evaluate to expected remainder',
  $size: 'array length was not equal to given size',
  $all: 'array did not contain all specified values',
  $elemMatch: 'array did not satisfy the child predicate',
  $not: 'child expression matched',
};

const matches = (filter: Document, document: Document, context: ExpressionContext): boolean =>
  compileFilter(filter, context)(new DecodedSubject(document));

/** The operators of a field as conditions of their own. */
function conditionsOn(path: string, condition: Value): [operator: string, filter: Document][] {
  if (!isOperatorDocument(condition)) return [['$eq', { [path]: condition }]];
  const { $regex, $options, ...others } = condition;
  const rest = Object.entries(others).map(([name, operand]): [string, Document] => [
    name,
    { [path]: { [name]: operand } },
  ]);
  if ($regex === undefined) return rest;
  return [['$regex', { [path]: { $regex, ...($options !== undefined && { $options }) } }], ...rest];
}

function ofField(path: string, [operator, specifiedAs]: [string, Document], document: Document): Document {
  const values = leaves(document, splitPath(path)).filter((value) => value !== undefined);
  const [value] = values;
  if (value === undefined && operator !== '$exists')
    return { operatorName: operator, specifiedAs, reason: 'field was missing' };
  const considered: Document =
    value === undefined ? {} : values.length > 1 ? { consideredValues: values } : { consideredValue: value };
  return {
    operatorName: operator,
    specifiedAs,
    reason:
      operator === '$exists' && value !== undefined ? 'path does exist' : (REASONS[operator] ?? 'comparison failed'),
    ...considered,
    ...(operator === '$type' && value !== undefined && { consideredType: typeName(value) }),
  };
}

/** The branches of a logical operator that decided it. */
function decidingBranches(
  branches: Value,
  document: Document,
  matched: boolean,
  context: ExpressionContext,
): Document[] {
  return (branches as Document[]).flatMap((branch, index) =>
    matches(branch, document, context) === matched
      ? [{ index, ...(!matched && { details: failureOf(branch, document, context) }) }]
      : [],
  );
}

function ofClause(name: string, condition: Value, document: Document, context: ExpressionContext): Document[] {
  if (matches({ [name]: condition }, document, context)) return [];
  switch (name) {
    case '$jsonSchema':
      return [{ operatorName: name, schemaRulesNotSatisfied: brokenRules(condition as Document, document) }];
    case '$and':
    case '$or':
      return [{ operatorName: name, clausesNotSatisfied: decidingBranches(condition, document, false, context) }];
    case '$nor':
      return [{ operatorName: name, clausesSatisfied: decidingBranches(condition, document, true, context) }];
    case '$expr':
      return [
        {
          operatorName: name,
          specifiedAs: { $expr: condition },
          reason: 'expression did not match',
          expressionResult: false,
        },
      ];
    default:
      return conditionsOn(name, condition)
        .filter(([, filter]) => !matches(filter, document, context))
        .map((failed) => ofField(name, failed, document));
  }
}

/** Why a document does not match a filter, in the form of the server's `errInfo.details`. */
export function failureOf(filter: Document, document: Document, context: ExpressionContext): Document {
  const found = Object.entries(filter).flatMap(([name, condition]) => ofClause(name, condition, document, context));
  const [only] = found;
  return found.length === 1 && isDocument(only)
    ? only
    : { operatorName: '$and', clausesNotSatisfied: found.map((details, index) => ({ index, details })) };
}
