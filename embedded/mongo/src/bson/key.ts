import { Decimal128, serialize } from 'bson';
import { compareNumbers, isNumber, toDouble } from './numbers.js';
import type { NumberValue } from './numbers.js';
import type { Value } from './value.js';
import { isDocument } from './value.js';

function numberKey(value: NumberValue): string {
  if (typeof value === 'bigint') return `n${value}`;
  const nearest = toDouble(value);
  if (value instanceof Decimal128 && Number.isFinite(nearest) && compareNumbers(value, nearest) !== 0) {
    const text = value.toString();
    return /^-?\d+$/.test(text) ? `n${text}` : `d${text}`;
  }
  return Number.isInteger(nearest) ? `n${BigInt(nearest)}` : `n${nearest}`;
}

/** A string that two values share exactly when the server calls them equal: the key of Maps and Sets. */
export function valueKey(value: Value): string {
  if (typeof value === 'string') return `s${value}`;
  if (isNumber(value)) return numberKey(value);
  if (value === null) return '_';
  if (typeof value === 'boolean') return value ? 't' : 'f';
  if (Array.isArray(value)) return `[${value.map((item) => `${JSON.stringify(valueKey(item))}`).join()}]`;
  if (value instanceof Date) return `D${value.getTime()}`;
  if (isDocument(value))
    return `{${Object.entries(value)
      .map(([name, item]) => `${JSON.stringify(name)}:${JSON.stringify(valueKey(item))}`)
      .join()}}`;
  if (value._bsontype === 'ObjectId') return `o${(value as { toHexString(): string }).toHexString()}`;
  return `b${Buffer.from(serialize({ v: value })).toString('latin1')}`;
}
