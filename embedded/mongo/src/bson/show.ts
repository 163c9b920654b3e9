import { Binary, ObjectId } from 'bson';
import { isNumber } from './numbers.js';
import type { Document, Value } from './value.js';
import { isDocument } from './value.js';

const showFields = (document: Document): string => {
  const fields = Object.entries(document).map(([name, value]) => `${name}: ${show(value)}`);
  return fields.length > 0 ? `{ ${fields.join(', ')} }` : '{}';
};

/** A value as the server writes it into its messages. */
export function show(value: Value | undefined): string {
  if (value === undefined || value === null) return 'null';
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'boolean' || isNumber(value)) return value.toString();
  if (Array.isArray(value)) return `[ ${value.map(show).join(', ')} ]`;
  if (value instanceof Date) return `new Date(${value.getTime()})`;
  if (value instanceof ObjectId) return `ObjectId('${value.toHexString()}')`;
  if (value instanceof Binary) return `BinData(${value.sub_type}, ${value.toString('hex').toUpperCase()})`;
  return isDocument(value) ? showFields(value) : value._bsontype;
}
