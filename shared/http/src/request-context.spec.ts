import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { envelopeOf } from './request-context.js';

const hashOf = (plain: object): string | undefined => {
  const actor = { sub: 'customer-1', roles: ['customer'] } as const;
  const header = (name: string) => (name === 'Idempotency-Key' ? 'key-12345678' : undefined);
  return envelopeOf(header, { actor, method: 'POST', path: '/things', plain }).requestHash;
};

/** Fields as a class can declare them: none of them is a number. */
const field = fc.string({ unit: 'binary' }).filter((name) => !/^\d+$/.test(name));
const { body } = fc.letrec((tie) => ({
  value: fc.oneof(
    fc.constantFrom(null, true, false, -0, '\ud83c', '\u2028'),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.string({ unit: 'binary' }),
    fc.array(tie('value'), { maxLength: 4 }),
    tie('body'),
  ),
  body: fc.dictionary(field, tie('value'), { maxKeys: 20 }),
}));

/** The text that was hashed when the first of the events were written that tell of a hash. */
const textThen = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );

describe('the hash of a request, which events keep', () => {
  test.each<[object, string]>([
    [{}, '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a'],
    [{ quantity: 2 }, 'e71ff9768dda684ac2b95e952bc1f0ad19bab9c6632b91d062279a7c34e9cab7'],
    [
      { name: '피자 "M"\n\u2028', price: 15000, currency: 'KRW' },
      '34b4fe753ebbe27f57d529d547d428ebb7bcb5226c81ebb0d693a83cce9739d8',
    ],
    [
      { reason: 'xxx', at: null, lines: [{ menuId: 1, b: [true, 1.5, -0, 1e21] }, {}], Z: '\ud83c', é: '😀' },
      '2911aca4bf08599bd650590eaa95031fb97222b4355a689a8b3e3ed23ae5d18d',
    ],
  ])('of %j is what it was', (plain, hash) => expect(hashOf(plain)).toBe(hash));

  test('of any body is what it was, whatever the order of its fields', () => {
    fc.assert(
      fc.property(body, (plain) => {
        const then = createHash('sha256').update(textThen(plain)).digest('hex');
        expect(hashOf(plain as object)).toBe(then);
        expect(hashOf(Object.fromEntries(Object.entries(plain as object).reverse()))).toBe(then);
      }),
      { numRuns: 1_000 },
    );
  });
});
