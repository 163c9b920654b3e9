import { describe, expect, it } from '@jest/globals';
import type { Document } from 'mongodb';
import { Decimal128, Double, Long } from 'mongodb';
import { codeOf, withMongo } from '../testing/with-mongo.js';

const mongo = withMongo();

/** Schemas of a field `v`, with values that are as they say and values that are not. */
const schemas: [schema: Document, right: unknown[], wrong: unknown[]][] = [
  [{ bsonType: 'int' }, [1], [1.5, new Double(1), '1', null]],
  [{ bsonType: ['long', 'string'] }, [Long.fromNumber(1), 'a'], [1]],
  [{ bsonType: 'number' }, [1, new Double(1), Long.fromNumber(1), Decimal128.fromString('1')], ['1']],
  [{ type: 'number' }, [1, 1.5], ['1']],
  [{ type: ['boolean', 'null'] }, [true, null], [0]],
  [{ enum: [1, 'a', { b: 1 }] }, [1, new Double(1), 'a', { b: 1 }], [2, { b: 2 }]],
  [{ minimum: 2, maximum: 4 }, [2, 4, 'text', [9]], [1, 5, Long.fromNumber(5)]],
  [{ minimum: 2, exclusiveMinimum: true, maximum: 4, exclusiveMaximum: true }, [3, 2.1], [2, 4]],
  [{ minimum: 2, exclusiveMinimum: false }, [2], [1]],
  [{ multipleOf: 2 }, [4, 0, 'a', Long.fromString('9007199254740994')], [3, Long.fromString('9007199254740993')]],
  [{ multipleOf: 0.5 }, [1.5], [1.2]],
  [{ minLength: 2, maxLength: 3 }, ['ab', 'abc', '피자🍕', 5], ['a', 'abcd', '🍕']],
  [{ pattern: '^a.c$' }, ['abc', 5], ['xabc']],
  [{ minProperties: 1, maxProperties: 2 }, [{ a: 1 }, { a: 1, b: 2 }, 'text'], [{}, { a: 1, b: 2, c: 3 }]],
  [{ required: ['a', 'b'] }, [{ a: 1, b: null }, 'text'], [{ a: 1 }]],
  [{ properties: { a: { type: 'string' } } }, [{ a: 'x' }, {}, { b: 1 }, 5], [{ a: 1 }]],
  [{ patternProperties: { '^x': { type: 'number' } } }, [{ x1: 1, y: 'a' }, 5], [{ x1: 'a' }]],
  [
    { properties: { a: {} }, patternProperties: { '^x': {} }, additionalProperties: false },
    [{ a: 1, x1: 2 }, 5],
    [{ b: 1 }],
  ],
  [{ properties: { a: {} }, additionalProperties: { type: 'string' } }, [{ a: 1, b: 'x' }], [{ b: 1 }]],
  [{ additionalProperties: true }, [{ b: 1 }], []],
  [{ dependencies: { a: ['b'] } }, [{ a: 1, b: 1 }, { c: 1 }, 5], [{ a: 1 }]],
  [{ dependencies: { a: { properties: { b: { type: 'string' } } } } }, [{ a: 1, b: 'x' }, { b: 1 }], [{ a: 1, b: 1 }]],
  [{ items: { type: 'string' } }, [['a', 'b'], [], 'text'], [['a', 1]]],
  [{ items: [{ type: 'string' }, { type: 'number' }] }, [['a', 1, 'more'], ['a']], [[1]]],
  [{ items: [{ type: 'string' }], additionalItems: false }, [['a']], [['a', 1]]],
  [{ items: [{ type: 'string' }], additionalItems: { type: 'number' } }, [['a', 1], ['a']], [['a', 1, 'b']]],
  [{ items: { type: 'string' }, additionalItems: false }, [['a', 'b']], []],
  [{ minItems: 1, maxItems: 2 }, [[1], [1, 2], 'text'], [[], [1, 2, 3]]],
  [
    { uniqueItems: true },
    [[1, 2], [{ a: 1 }, { a: 2 }], 'text'],
    [
      [1, new Double(1)],
      [{ a: 1 }, { a: 1 }],
    ],
  ],
  [{ uniqueItems: false }, [[1, 1]], []],
  [{ allOf: [{ minimum: 1 }, { maximum: 2 }] }, [1], [3]],
  [{ anyOf: [{ maximum: 1 }, { minimum: 3 }] }, [1, 3], [2]],
  [{ oneOf: [{ minimum: 1 }, { maximum: 3 }] }, [0, 4], [2]],
  [{ not: { type: 'string' } }, [1], ['a']],
  [{ title: 'a', description: 'b' }, [1], []],
];

describe('$jsonSchema', () => {
  it.each(schemas)('%j', async (schema, right, wrong) => {
    const all = [...right, ...wrong].map((v, _id) => ({ _id, v }));
    const collection = await mongo.collection(all);
    const $jsonSchema = { properties: { v: schema } };
    const found = await collection.find({ $jsonSchema }).toArray();
    expect(found.map(({ _id }) => _id as unknown)).toEqual([...right.keys()]);
    expect(await collection.countDocuments({ $nor: [{ $jsonSchema }] })).toBe(wrong.length);
  });

  it.each([
    ['a keyword that is none', { nonsense: 1 }, 9],
    ['a keyword that MongoDB leaves out', { format: 'date' }, 9],
    ['the type integer', { type: 'integer' }, 9],
    ['a BSON type that is none', { bsonType: 'nonsense' }, 2],
    ['a keyword of the wrong type', { required: 'a' }, 14],
    ['an empty list', { enum: [] }, 14],
    ['an exclusive bound without a bound', { exclusiveMaximum: true }, 9],
    ['what is wrong inside', { properties: { a: { items: { nonsense: 1 } } } }, 9],
    ['what is wrong in a dependency', { dependencies: { a: { nonsense: 1 } } }, 9],
    ['encryption', { encrypt: {} }, 238],
    ['a schema that is no document', 5, 14],
  ])('refuses %s', async (_, $jsonSchema, code) => {
    expect(await codeOf(mongo.database().command({ find: 'things', filter: { $jsonSchema } }))).toBe(code);
  });

  it('does not look into the values of an enum', async () => {
    const collection = await mongo.collection([{ v: { required: 1 } }]);
    expect(await collection.countDocuments({ $jsonSchema: { properties: { v: { enum: [{ required: 1 }] } } } })).toBe(
      1,
    );
  });

  it('refuses to divide a Decimal128', async () => {
    const collection = await mongo.collection([{ v: Decimal128.fromString('1') }]);
    const filter = { $jsonSchema: { properties: { v: { multipleOf: 2 } } } };
    expect(await codeOf(collection.find(filter).toArray())).toBe(238);
  });
});
