import { describe, expect, test } from '@jest/globals';
import { Type as TypeBox } from 'typebox';
import { Type } from './type-builders.js';

/** The same schema, built by either. */
const BUILT: Readonly<Record<string, (type: typeof Type) => unknown>> = {
  'plain types': ({ Boolean, Integer, Null, Number, String, Unknown }) => [
    Boolean(),
    Integer({ minimum: 1 }),
    Null(),
    Number({ description: 'one' }),
    String({ format: 'date-time' }),
    Unknown(),
  ],
  'an object, and fields that may be missing': ({ Integer, Object, Optional, String }) =>
    Object({ id: Integer(), name: Optional(String()), at: Object({}) }, { $id: 'One', additionalProperties: false }),
  'an object of which every field may be missing': ({ Integer, Object, Optional, Partial, String }) => {
    const partial = Partial(Object({ id: Integer({ minimum: 1 }), name: Optional(String()) }));
    return [partial, partial.properties, Object({ more: String(), ...partial.properties })];
  },
  lists: (type) => type.Immutable(type.Array(type.String(), { minItems: 1 })),
  'one of several': ({ Enum, Integer, Null, Union, Unsafe }) => [
    Enum(['a', 'b'], { type: 'string' }),
    Union([Integer(), Null()], { description: 'or none' }),
    Unsafe<'c'>({ const: 'c' }),
  ],
};

describe('a builder of schemas', () => {
  // As text, for the order is part of the documents.
  test.each(Object.entries(BUILT))('%s: what TypeBox builds', (_, build) =>
    expect(JSON.stringify(build(Type))).toBe(JSON.stringify(build(TypeBox))),
  );

  test('a field that may be missing is made without touching the schema it is made of', () => {
    const text = Type.String();
    Type.Optional(text);
    expect(Type.Object({ text }).required).toEqual(['text']);
  });
});
