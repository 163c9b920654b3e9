import { expect, test } from '@jest/globals';
import { isRefusal } from '@doremi/event-sourcing';
import { validateSync } from 'class-validator';
import fc from 'fast-check';
import { Absent, Day, Instant, Nullable, OneOf, Price, StoreIds, Text, TimeZone, Whole } from './fields.js';
import { validated } from './validated.js';

class Base {
  @Whole({ min: 1, max: 9 }) whole!: number;
  @Absent() @Price() price = 100;
}
class Everything extends Base {
  @Nullable() @Text({ max: 5 }) text?: string | null;
  @Absent() @Nullable() @OneOf(['a', 'b']) oneOf?: 'a' | 'b' | null;
  @Absent() @Instant() instant?: string;
  @Nullable() @Day() day?: string | null;
  @Absent() @StoreIds() storeIds?: number[];
  @Absent() @TimeZone() timeZone?: string;
}

const values: readonly unknown[] = [
  ...[
    undefined,
    null,
    0,
    5,
    10,
    1.005,
    '5',
    '5.5',
    '',
    ' ',
    'a',
    'pizza',
    'pizzas',
    true,
    {},
    [],
    [2001],
    [2001, 2001],
  ],
  ...['2026-01-31', '2026-02-30', '2026-01-31T18:00:00Z', 'Asia/Seoul', 'Mars/Olympus'],
];
const fields = ['whole', 'price', 'text', 'oneOf', 'instant', 'day', 'storeIds', 'timeZone'] as const;

test('what is taken without asking class-validator is what class-validator would take', () => {
  let taken = 0;
  const pairs = fc.array(fc.tuple(fc.constantFrom(...fields), fc.constantFrom(...values)), { maxLength: 3 });
  fc.assert(
    fc.property(pairs, (given) => {
      const instance = validated(Everything, { whole: 5, ...Object.fromEntries(given) });
      if (isRefusal(instance)) return;
      taken++;
      expect(validateSync(instance)).toEqual([]);
    }),
    { numRuns: 2_000 },
  );
  for (const field of fields)
    for (const value of values) {
      const instance = validated(Everything, { whole: 5, [field]: value });
      if (!isRefusal(instance)) expect([field, value, validateSync(instance)]).toEqual([field, value, []]);
    }
  expect(taken).toBeGreaterThan(0);
});
