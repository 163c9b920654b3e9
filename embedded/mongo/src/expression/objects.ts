import { serialize } from 'bson';
import { Binary } from 'bson';
import type { Document, Value } from '../bson/value.js';
import { fieldOf, isDocument, newDocument } from '../bson/value.js';
import { CommandError } from '../command-error.js';
import { arrayOf } from './arrays.js';
import type { Compiler, Expression, Maybe, Operators } from './operator.js';
import { fieldsOf, isNullish, ofValue, ofValues, typeOf } from './operator.js';

const withField = (document: Document, name: string, value: Maybe): Document => {
  const copy = Object.assign(newDocument(), document);
  if (value === undefined) delete copy[name];
  else copy[name] = value;
  return copy;
};

export function mergeObjects(values: readonly Maybe[]): Document {
  const merged = newDocument();
  for (const value of values) {
    if (isNullish(value)) continue;
    if (!isDocument(value))
      throw new CommandError(40400, `$mergeObjects requires object inputs, but input is of type ${typeOf(value)}`);
    Object.assign(merged, value);
  }
  return merged;
}

/** One entry of `$arrayToObject`: a pair, or an object of `k` and `v`. */
function entryOf(item: Value): [name: string, value: Value] {
  if (Array.isArray(item)) {
    const [name, value] = item;
    if (item.length !== 2 || value === undefined)
      throw new CommandError(40397, '$arrayToObject requires an array of size 2 arrays');
    if (typeof name !== 'string')
      throw new CommandError(40395, '$arrayToObject requires an array of key-value pairs with keys of type string');
    return [name, value];
  }
  if (!isDocument(item)) throw new CommandError(40398, `Unrecognised input type for $arrayToObject: ${typeOf(item)}`);
  const { k, v, ...others } = item;
  if (Object.keys(others).length > 0 || k === undefined || v === undefined)
    throw new CommandError(40392, "$arrayToObject requires objects with the fields 'k' and 'v', and no other");
  if (typeof k !== 'string') throw new CommandError(40394, "$arrayToObject requires 'k' to be a string");
  return [k, v];
}

/** The name of a field, which has to be known beforehand. */
function constantName(name: string, field: Maybe): string {
  if (typeof field !== 'string')
    throw new CommandError(3041704, `${name} requires 'field' to evaluate to type String, but got ${typeOf(field)}`);
  return field;
}

function getField(operand: Value, compiler: Compiler): Expression {
  const short = typeof operand === 'string' || !isDocument(operand) || !('field' in operand);
  const fields: Document = short ? { field: operand } : fieldsOf('$getField', operand, ['field'], ['input']);
  const name = compiler.compile(fields['field'] ?? null);
  const input = compiler.compile(fields['input'] ?? '$$CURRENT');
  return (scope) => {
    const from = input(scope);
    const field = constantName('$getField', name(scope));
    if (isNullish(from)) return from === null ? null : undefined;
    return isDocument(from) ? fieldOf(from, field) : undefined;
  };
}

const setter =
  (operator: string, required: readonly string[]) =>
  (operand: Value, compiler: Compiler): Expression => {
    const fields = fieldsOf(operator, operand, required);
    const name = compiler.compile(fields['field'] ?? null);
    const input = compiler.compile(fields['input'] ?? null);
    const value = compiler.compile(fields['value'] ?? '$$REMOVE');
    return (scope) => {
      const into = input(scope);
      const field = constantName(operator, name(scope));
      if (isNullish(into)) return null;
      if (!isDocument(into))
        throw new CommandError(4161105, `${operator} requires 'input' to evaluate to type Object, not ${typeOf(into)}`);
      return withField(into, field, value(scope));
    };
  };

/** Operators on documents (MongoDB manual, "Object Expression Operators"), and how large values are. */
export const objects: Operators = {
  $mergeObjects: ofValues('$mergeObjects', 0, Infinity, mergeObjects),
  $objectToArray: ofValue('$objectToArray', (value) => {
    if (isNullish(value)) return null;
    if (!isDocument(value))
      throw new CommandError(40390, `$objectToArray requires a document input, found: ${typeOf(value)}`);
    return Object.entries(value).map(([k, v]): Document => ({ k, v }));
  }),
  $arrayToObject: ofValue('$arrayToObject', (value) => {
    const items = arrayOf('$arrayToObject', value, 40386);
    if (!items) return null;
    const made = newDocument();
    for (const item of items) {
      const [name, inner] = entryOf(item);
      made[name] = inner;
    }
    return made;
  }),
  $getField: getField,
  $setField: setter('$setField', ['field', 'input', 'value']),
  $unsetField: setter('$unsetField', ['field', 'input']),
  $bsonSize: ofValue('$bsonSize', (value) => {
    if (isNullish(value)) return null;
    if (!isDocument(value))
      throw new CommandError(31393, `$bsonSize requires a document input, found: ${typeOf(value)}`);
    return serialize(value).length;
  }),
  $binarySize: ofValue('$binarySize', (value) => {
    if (isNullish(value)) return null;
    if (typeof value === 'string') return Buffer.byteLength(value);
    if (value instanceof Binary) return value.length();
    throw new CommandError(51276, `$binarySize requires a string or BinData argument, found: ${typeOf(value)}`);
  }),
};
