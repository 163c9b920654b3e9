import { expect, test } from '@jest/globals';
import { withoutPersons } from './without-persons.js';

test('what is encrypted, and what may be about somebody, is marked wherever it stands; the rest is as it was', () => {
  const sealed = { keyId: 'a.0', iv: 'x', tag: 'y', data: 'z' };
  const stored = {
    ...{ orderId: 1, courier: 'Kim', note: null },
    ...{ fulfilment: { type: 'DELIVERY', personal: sealed }, refunds: [{ reason: 'cold', amount: 5 }] },
  };
  expect(withoutPersons(stored)).toEqual({
    ...{ orderId: 1, courier: { hidden: true }, note: null },
    fulfilment: { type: 'DELIVERY', personal: { sealed: true } },
    refunds: [{ reason: { hidden: true }, amount: 5 }],
  });
});

test('a value is judged by where it stands', () => {
  expect(withoutPersons('ring twice', 'timeline[2].note')).toEqual({ hidden: true });
  expect(withoutPersons('iv', 'fulfilment.personal.iv')).toEqual({ hidden: true });
  expect(withoutPersons('COOKING', 'status')).toBe('COOKING');
});
