import { isNumber, toDouble } from '../bson/numbers.js';
import { show } from '../bson/show.js';
import type { TypeName } from '../bson/types.js';
import { BsonType, typeName } from '../bson/types.js';
import type { Document, Value } from '../bson/value.js';
import { isDocument } from '../bson/value.js';
import { CommandError, notImplemented } from '../command-error.js';

/** What draft 4 of JSON Schema has and MongoDB's `$jsonSchema` does not. */
const LEFT_OUT = ['$ref', '$schema', 'default', 'definitions', 'format', 'id'];

/** JSON's own names of types; `integer` is none of them to MongoDB. */
const JSON_TYPES: Readonly<Record<string, readonly string[]>> = {
  object: ['object'],
  array: ['array'],
  number: ['double', 'int', 'long', 'decimal'],
  boolean: ['bool'],
  string: ['string'],
  null: ['null'],
};

export const isText = (value: Value | undefined): value is string => typeof value === 'string';
const isCount = (value: Value | undefined): boolean =>
  isNumber(value) && Number.isInteger(toDouble(value)) && toDouble(value) >= 0;
const isFlag = (value: Value | undefined): boolean => typeof value === 'boolean';
const isList = (value: Value | undefined): value is Value[] => Array.isArray(value) && value.length > 0;
const isTexts = (value: Value | undefined): boolean => isList(value) && value.every(isText);
const isSchemas = (value: Value | undefined): boolean => isList(value) && value.every(isDocument);
const isSchemasByName = (value: Value | undefined): boolean =>
  isDocument(value) && Object.values(value).every(isDocument);

type Check = [isRight: (value: Value | undefined) => boolean, expected: string];
const count: Check = [isCount, 'a whole number that is not negative'];
const schemas: Check = [isSchemas, 'an array of objects that is not empty'];
const byName: Check = [isSchemasByName, 'an object of objects'];

/** The keywords, each with what its value has to be. */
const KEYWORDS: Readonly<Record<string, Check>> = {
  bsonType: [(value) => isText(value) || isTexts(value), 'a string or an array of strings'],
  type: [(value) => isText(value) || isTexts(value), 'a string or an array of strings'],
  enum: [isList, 'an array that is not empty'],
  allOf: schemas,
  anyOf: schemas,
  oneOf: schemas,
  not: [isDocument, 'an object'],
  maximum: [isNumber, 'a number'],
  minimum: [isNumber, 'a number'],
  exclusiveMaximum: [isFlag, 'a boolean'],
  exclusiveMinimum: [isFlag, 'a boolean'],
  multipleOf: [(value) => isNumber(value) && toDouble(value) > 0, 'a number above 0'],
  maxLength: count,
  minLength: count,
  pattern: [isText, 'a string'],
  maxProperties: count,
  minProperties: count,
  required: [isTexts, 'an array of strings that is not empty'],
  properties: byName,
  patternProperties: byName,
  additionalProperties: [(value) => isFlag(value) || isDocument(value), 'an object or a boolean'],
  dependencies: [
    (value) => isDocument(value) && Object.values(value).every((item) => isTexts(item) || isDocument(item)),
    'an object of objects and arrays of strings',
  ],
  items: [(value) => isDocument(value) || isSchemas(value), 'an object or an array of objects'],
  additionalItems: [(value) => isFlag(value) || isDocument(value), 'an object or a boolean'],
  maxItems: count,
  minItems: count,
  uniqueItems: [isFlag, 'a boolean'],
  title: [isText, 'a string'],
  description: [isText, 'a string'],
};

/** The BSON types that a schema's `bsonType` or `type` allows. @throws CommandError 2, 9 */
export function typesOf(value: Value, keyword: 'bsonType' | 'type'): Set<string> {
  const names = [value].flat() as string[];
  const known = keyword === 'type' ? Object.keys(JSON_TYPES) : [...Object.keys(BsonType), 'number'];
  for (const name of names)
    if (!known.includes(name))
      throw keyword === 'type'
        ? new CommandError('FailedToParse', `$jsonSchema type '${name}' is not currently supported.`)
        : new CommandError('BadValue', `Unknown type name alias: ${name}`);
  return new Set(
    names.flatMap((name) => (keyword === 'type' || name === 'number' ? (JSON_TYPES[name] ?? []) : [name])),
  );
}

export const hasType = (value: Value, types: ReadonlySet<string>): boolean =>
  types.has(typeName(value) satisfies TypeName);

const inner = (value: Value): Document[] =>
  isDocument(value) ? [value] : Array.isArray(value) ? value.filter(isDocument) : [];

/** Checks a schema and those inside of it. @throws CommandError 2, 9, 14, 238 */
export function checkSchema(schema: Document): void {
  for (const [keyword, value] of Object.entries(schema)) {
    if (LEFT_OUT.includes(keyword))
      throw new CommandError('FailedToParse', `$jsonSchema keyword '${keyword}' is not currently supported`);
    if (keyword === 'encrypt' || keyword === 'encryptMetadata') throw notImplemented(`$jsonSchema with ${keyword}`);
    const check = Object.hasOwn(KEYWORDS, keyword) ? KEYWORDS[keyword] : undefined;
    if (!check) throw new CommandError('FailedToParse', `Unknown $jsonSchema keyword: ${keyword}`);
    if (!check[0](value))
      throw new CommandError(
        'TypeMismatch',
        `$jsonSchema keyword '${keyword}' must be ${check[1]}, not ${show(value)}`,
      );
    if (keyword === 'bsonType' || keyword === 'type') typesOf(value, keyword);
    const nested = check === byName || keyword === 'dependencies' ? Object.values(value as Document) : [value];
    if (keyword !== 'enum') nested.flatMap(inner).forEach(checkSchema);
  }
  for (const [exclusive, bound] of [
    ['exclusiveMaximum', 'maximum'],
    ['exclusiveMinimum', 'minimum'],
  ] as const)
    if (exclusive in schema && !(bound in schema))
      throw new CommandError(
        'FailedToParse',
        `$jsonSchema keyword '${bound}' must be a present if ${exclusive} is present`,
      );
}
