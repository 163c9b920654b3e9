import { describe, expect, test } from '@jest/globals';
import { isRefusal } from '@doremi/event-sourcing';
import { Absent, Price, Text } from './fields.js';
import { ListOf } from './list-of.js';
import { bodySchemaOf } from './openapi/request-schema.js';
import { validated } from './validated.js';

class Dish {
  @Text({ max: 5 }) name!: string;
  @Absent() @Price() price = 0;
}

class Table {
  @Text({ max: 9 }) guest!: string;
  @ListOf(Dish, { min: 1, max: 3 }) dishes!: readonly Dish[];
}

const sameDish = (tables: readonly Table[]) =>
  new Set(tables.map(({ guest }) => guest)).size < tables.length
    ? [{ at: '[1].guest', code: 'TWICE', detail: 'sits there already' }]
    : [];

class Evening {
  @Absent() @ListOf(Table, { max: 2, faults: sameDish }) tables?: readonly Table[];
}

const told = (plain: Record<string, unknown>) => {
  const outcome = validated(Evening, plain);
  if (!isRefusal(outcome)) throw new Error('it was read');
  return (outcome.details.errors as { field: string; code: string }[]).map(({ field, code }) => `${field} ${code}`);
};
const table = (guest: string, ...dishes: unknown[]) => ({ guest, dishes });

describe('a list of objects', () => {
  test('is read as its class says, defaults and all', () => {
    const plain = { tables: [table('kim', { name: 'soup', price: '1.5' }, { name: 'tea' })] };
    expect(validated(Evening, plain)).toEqual({
      tables: [
        {
          guest: 'kim',
          dishes: [
            { name: 'soup', price: 150 },
            { name: 'tea', price: 0 },
          ],
        },
      ],
    });
    expect(validated(Evening, {})).toEqual({});
    expect(validated(Evening, { tables: [] })).toEqual({ tables: [] });
  });

  test.each<[string, unknown, string[]]>([
    ['no list', { 0: table('kim') }, ['tables LIST']],
    ['null', null, ['tables LIST']],
    ['too long', [1, 2, 3], ['tables LIST']],
    ['of something else', [null, 'x', []], ['tables LIST']],
    ['of no objects', [null, 'x'], ['tables[0] OBJECT', 'tables[1] OBJECT']],
    ['short inside', [table('kim')], ['tables[0].dishes LIST']],
    ['without a field', [{ dishes: [{ name: 'tea' }] }], ['tables[0].guest MISSING']],
    [
      'wrong in many places',
      [table('kim', { name: 'tea' }, { name: 'far too long', size: 1 }), table('lee', { name: 'tea', price: null })],
      ['tables[0].dishes[1].size UNKNOWN_FIELD', 'tables[0].dishes[1].name TEXT', 'tables[1].dishes[0].price MONEY'],
    ],
    ['wrong only together', [table('kim', { name: 'tea' }), table('kim', { name: 'tea' })], ['tables[1].guest TWICE']],
  ])('that is %s is refused with each place', (_, tables, errors) => expect(told({ tables })).toEqual(errors));

  test('is described with what may be in it', () => {
    expect(bodySchemaOf(Evening)).toMatchObject({
      properties: { tables: { type: 'array', maxItems: 2, items: { required: ['guest', 'dishes'] } } },
    });
  });
});
