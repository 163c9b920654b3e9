import { isNumber } from '../bson/numbers.js';
import type { Document, Value } from '../bson/value.js';
import { isDocument, newDocument } from '../bson/value.js';
import { CommandError } from '../command-error.js';
import { parseSort, sortBy } from '../query/sort.js';
import { DecodedSubject } from '../query/subject.js';
import { arrayOf } from './arrays.js';
import type { Compiler, Expression, Operators } from './operator.js';
import { bind, compare, fieldsOf, integerOf, isNullish, isTrue, ofFields } from './operator.js';

/** The name that elements have inside: `$$this` where none is given. */
function nameOf(fields: Document): string {
  const { as = 'this' } = fields;
  if (typeof as !== 'string' || !/^[a-z\u0080-\uffff][\w\u0080-\uffff]*$/.test(as))
    throw new CommandError('FailedToParse', 'the name of a variable has to begin with a small letter');
  return as;
}

function map(operand: Value, compiler: Compiler): Expression {
  const fields = fieldsOf('$map', operand, ['input', 'in'], ['as']);
  const name = nameOf(fields);
  const input = compiler.compile(fields['input'] ?? null);
  const each = compiler.within([name]).compile(fields['in'] ?? null);
  return (scope) => arrayOf('$map', input(scope), 16883)?.map((item) => each(bind(scope, name, item)) ?? null) ?? null;
}

function filter(operand: Value, compiler: Compiler): Expression {
  const fields = fieldsOf('$filter', operand, ['input', 'cond'], ['as', 'limit']);
  const name = nameOf(fields);
  const input = compiler.compile(fields['input'] ?? null);
  const test = compiler.within([name]).compile(fields['cond'] ?? null);
  const limit = compiler.compile(fields['limit'] ?? null);
  return (scope) => {
    const items = arrayOf('$filter', input(scope), 28651);
    if (!items) return null;
    const most = limit(scope);
    const count = isNullish(most) ? Infinity : integerOf('$filter', most, 327391);
    if (count < 1) throw new CommandError(327392, `$filter: limit must be greater than 0: ${count}`);
    return items.filter((item) => isTrue(test(bind(scope, name, item)))).slice(0, count);
  };
}

function reduce(operand: Value, compiler: Compiler): Expression {
  const fields = fieldsOf('$reduce', operand, ['input', 'initialValue', 'in']);
  const input = compiler.compile(fields['input'] ?? null);
  const initial = compiler.compile(fields['initialValue'] ?? null);
  const each = compiler.within(['this', 'value']).compile(fields['in'] ?? null);
  return (scope) => {
    const items = arrayOf('$reduce', input(scope), 40080);
    if (!items) return null;
    return items.reduce<Value | undefined>(
      (value, item) => each(bind(bind(scope, 'value', value), 'this', item)),
      initial(scope),
    );
  };
}

function bindings(operand: Value, compiler: Compiler): Expression {
  const { vars, in: inner = null } = fieldsOf('$let', operand, ['vars', 'in']);
  if (!isDocument(vars)) throw new CommandError(16876, 'invalid parameter: expected an object (vars)');
  const values = Object.entries(vars).map(([name, value]): [string, Expression] => [
    nameOf({ as: name }),
    compiler.compile(value),
  ]);
  const body = compiler.within(Object.keys(vars)).compile(inner);
  return (scope) => {
    let inside = scope;
    for (const [name, value] of values) inside = bind(inside, name, value(scope));
    return body(inside);
  };
}

const sortArray = ofFields('$sortArray', ['input', 'sortBy'], [], ({ input, sortBy: by }, { strings }) => {
  const items = arrayOf('$sortArray', input, 2942504);
  if (!items) return null;
  if (isNumber(by)) {
    const [{ direction } = { direction: 1 }] = parseSort({ value: by });
    return [...items].sort((a, b) => compare(a, b, strings) * direction);
  }
  if (!isDocument(by)) throw new CommandError(2942507, 'The sortBy of $sortArray has to be an object or 1 or -1');
  return sortBy(items, parseSort(by), (item) => new DecodedSubject(isDocument(item) ? item : newDocument()), strings);
});

/** Operators that compute an expression for each element, or with names of their own (MongoDB manual, "$map", "$let"). */
export const iterations: Operators = {
  $map: map,
  $filter: filter,
  $reduce: reduce,
  $let: bindings,
  $sortArray: sortArray,
};
