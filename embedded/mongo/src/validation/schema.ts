import { compareValues, equalValues } from '../bson/compare.js';
import { valueKey } from '../bson/key.js';
import { isNumber, toDouble } from '../bson/numbers.js';
import { typeName } from '../bson/types.js';
import type { Document, Value } from '../bson/value.js';
import { fieldOf, isDocument } from '../bson/value.js';
import { notImplemented } from '../command-error.js';
import { regularExpression } from '../query/regex.js';
import { hasType, isText, typesOf } from './schema-types.js';

/** The rules that a value breaks, each as the server tells of it in `errInfo`; none when the value is as the schema says. */
export type Broken = Document[];

/** One keyword of a schema: what it has against a value. Values of types that it is not about are fine. */
type Rule = (value: Value, operand: Value, schema: Document) => Broken;

const broken = (keyword: string, operand: Value, reason: string, value: Value, more: Document = {}): Broken => [
  { operatorName: keyword, specifiedAs: { [keyword]: operand }, reason, consideredValue: value, ...more },
];

const typeRule =
  (keyword: 'bsonType' | 'type'): Rule =>
  (value, operand) =>
    hasType(value, typesOf(operand, keyword))
      ? []
      : broken(keyword, operand, 'type did not match', value, { consideredType: typeName(value) });

const boundRule =
  (keyword: 'maximum' | 'minimum', exclusive: string, sign: 1 | -1): Rule =>
  (value, operand, schema) => {
    if (!isNumber(value)) return [];
    const difference = compareValues(value, operand) * sign;
    return difference < 0 || (difference === 0 && schema[exclusive] !== true)
      ? []
      : broken(keyword, operand, 'comparison failed', value);
  };

/** A rule about how many there are of something. */
const countRule =
  (keyword: string, reason: string, count: (value: Value) => number | undefined, sign: 1 | -1): Rule =>
  (value, operand) => {
    const found = count(value);
    return found === undefined || found * sign <= Number(operand) * sign ? [] : broken(keyword, operand, reason, value);
  };

const lengthOf = (value: Value): number | undefined => (isText(value) ? [...value].length : undefined);
const fieldsOf = (value: Value): number | undefined => (isDocument(value) ? Object.keys(value).length : undefined);
const itemsOf = (value: Value): number | undefined => (Array.isArray(value) ? value.length : undefined);

function multipleOf(value: Value, operand: Value): Broken {
  if (!isNumber(value) || !isNumber(operand)) return [];
  if ([value, operand].some((number) => typeName(number) === 'decimal'))
    throw notImplemented('multipleOf of Decimal128');
  const whole = typeof value === 'bigint' && Number.isInteger(toDouble(operand));
  const rest = whole ? Number(value % BigInt(toDouble(operand))) : toDouble(value) % toDouble(operand);
  return rest === 0
    ? []
    : broken('multipleOf', operand, 'considered value is not a multiple of the specified value', value);
}

function required(value: Value, operand: Value): Broken {
  if (!isDocument(value)) return [];
  const missingProperties = (operand as string[]).filter((name) => !Object.hasOwn(value, name));
  return missingProperties.length === 0
    ? []
    : [{ operatorName: 'required', specifiedAs: { required: operand }, missingProperties }];
}

/** What the schema of one field has against it. */
function ofField(name: string, schema: Document, value: Value): Broken {
  const details = brokenRules(schema, value);
  const { description } = schema;
  return details.length === 0
    ? []
    : [{ propertyName: name, ...(description !== undefined && { description }), details }];
}

function properties(value: Value, operand: Value): Broken {
  if (!isDocument(value)) return [];
  const propertiesNotSatisfied = Object.entries(operand as Document).flatMap(([name, schema]) => {
    const field = fieldOf(value, name);
    return field === undefined ? [] : ofField(name, schema as Document, field);
  });
  return propertiesNotSatisfied.length === 0 ? [] : [{ operatorName: 'properties', propertiesNotSatisfied }];
}

function patternProperties(value: Value, operand: Value): Broken {
  if (!isDocument(value)) return [];
  return Object.entries(operand as Document).flatMap(([pattern, schema]) => {
    const expression = regularExpression(pattern);
    const found = Object.entries(value)
      .filter(([name]) => expression.test(name))
      .flatMap(([name, field]) => ofField(name, schema as Document, field));
    return found.length === 0 ? [] : [{ operatorName: 'patternProperties', propertiesNotSatisfied: found }];
  });
}

function additionalProperties(value: Value, operand: Value, schema: Document): Broken {
  if (!isDocument(value) || operand === true) return [];
  const known = isDocument(schema['properties']) ? schema['properties'] : {};
  const patterns = Object.keys((schema['patternProperties'] ?? {}) as Document).map((text) => regularExpression(text));
  const more = Object.entries(value).filter(
    ([name]) => !Object.hasOwn(known, name) && !patterns.some((pattern) => pattern.test(name)),
  );
  const bad = isDocument(operand) ? more.filter(([, field]) => brokenRules(operand, field).length > 0) : more;
  return bad.length === 0
    ? []
    : [
        {
          operatorName: 'additionalProperties',
          specifiedAs: { additionalProperties: operand },
          additionalProperties: bad.map(([name]) => name),
        },
      ];
}

function dependencies(value: Value, operand: Value): Broken {
  if (!isDocument(value)) return [];
  return Object.entries(operand as Document).flatMap(([name, dependency]) => {
    if (!Object.hasOwn(value, name)) return [];
    const found = isDocument(dependency) ? brokenRules(dependency, value) : required(value, dependency);
    return found.length === 0 ? [] : [{ operatorName: 'dependencies', conditionalProperty: name, details: found }];
  });
}

function items(value: Value, operand: Value): Broken {
  if (!Array.isArray(value)) return [];
  for (const [itemIndex, item] of value.entries()) {
    const schema = Array.isArray(operand) ? operand[itemIndex] : operand;
    const details = isDocument(schema) ? brokenRules(schema, item) : [];
    if (details.length > 0)
      return [{ operatorName: 'items', reason: 'At least one item did not match the sub-schema', itemIndex, details }];
  }
  return [];
}

function additionalItems(value: Value, operand: Value, schema: Document): Broken {
  const { items: known } = schema;
  if (!Array.isArray(value) || !Array.isArray(known) || operand === true) return [];
  const bad = value.slice(known.length).filter((item) => !isDocument(operand) || brokenRules(operand, item).length > 0);
  return bad.length === 0
    ? []
    : broken('additionalItems', operand, 'found additional items', value, { additionalItems: bad });
}

function uniqueItems(value: Value, operand: Value): Broken {
  if (!Array.isArray(value) || operand !== true) return [];
  const unique = new Set(value.map(valueKey)).size === value.length;
  return unique ? [] : broken('uniqueItems', operand, 'found a duplicate item', value);
}

/** A rule on how many schemas of a list are met. */
const listRule =
  (keyword: 'allOf' | 'anyOf' | 'oneOf', enough: (met: number, all: number) => boolean): Rule =>
  (value, operand) => {
    const found = (operand as Document[]).map((schema) => brokenRules(schema, value));
    if (enough(found.filter((details) => details.length === 0).length, found.length)) return [];
    const schemasNotSatisfied = found.flatMap((details, index) => (details.length > 0 ? [{ index, details }] : []));
    return [{ operatorName: keyword, schemasNotSatisfied }];
  };

/** Keywords that only change what another means, or say something to people, have no rule. */
const rules: Readonly<Record<string, Rule>> = {
  bsonType: typeRule('bsonType'),
  type: typeRule('type'),
  enum: (value, operand) =>
    (operand as Value[]).some((item) => equalValues(item, value))
      ? []
      : broken('enum', operand, 'value was not found in enum', value),
  maximum: boundRule('maximum', 'exclusiveMaximum', 1),
  minimum: boundRule('minimum', 'exclusiveMinimum', -1),
  multipleOf,
  maxLength: countRule('maxLength', 'specified string length was not satisfied', lengthOf, 1),
  minLength: countRule('minLength', 'specified string length was not satisfied', lengthOf, -1),
  pattern: (value, operand) =>
    !isText(value) || regularExpression(operand as string).test(value)
      ? []
      : broken('pattern', operand, 'regular expression did not match', value),
  maxProperties: countRule('maxProperties', 'specified number of properties was not satisfied', fieldsOf, 1),
  minProperties: countRule('minProperties', 'specified number of properties was not satisfied', fieldsOf, -1),
  required,
  properties,
  patternProperties,
  additionalProperties,
  dependencies,
  items,
  additionalItems,
  maxItems: countRule('maxItems', 'array did not match specified length', itemsOf, 1),
  minItems: countRule('minItems', 'array did not match specified length', itemsOf, -1),
  uniqueItems,
  allOf: listRule('allOf', (met, all) => met === all),
  anyOf: listRule('anyOf', (met) => met > 0),
  oneOf: listRule('oneOf', (met) => met === 1),
  not: (value, operand) =>
    brokenRules(operand as Document, value).length > 0
      ? []
      : [{ operatorName: 'not', reason: 'child expression matched' }],
};

/** The rules of a checked schema that a value breaks. */
export const brokenRules = (schema: Document, value: Value): Broken =>
  Object.entries(schema).flatMap(([keyword, operand]) => rules[keyword]?.(value, operand, schema) ?? []);
