import { describe, expect, test } from '@jest/globals';
import { withDecimals, withoutPersons } from './without-persons.js';

const sealed = { keyId: 'k', iv: 'i', tag: 't', data: 'd', of: { stream: 'cart-1', eventId: 'e' } };

describe('what operators are told', () => {
  test('has nothing that is sealed, wherever it is', () => {
    for (const stream of ['menu-1', 'cart-1', 'anything'])
      expect(withoutPersons(stream, { a: [{ b: sealed }, 1], c: sealed, d: null })).toEqual({
        ...{ a: [{ b: { sealed: true } }, 1], c: { sealed: true }, d: null },
      });
  });

  test.each([
    ['order-1', { reason: 'she wept', courier: 'kim', note: 'x', by: 'store:2002' }, ['reason', 'courier', 'note']],
    ['payment-1', { reason: 'she was cold', by: 'head' }, ['reason']],
    ['payment-1', { reason: 'ORDER_CANCELLED' }, []],
    [
      'cart-1',
      { reason: 'MENU_SERVICE_BUSY', contact: { name: 'a' }, address: 'b', phone: 'c' },
      ['contact', 'address', 'phone'],
    ],
    ['customer-0f', { by: 'alice', keyId: '0f.0' }, ['by']],
    ['menu-1', { reason: 'no oven' }, []],
    ['store-2002', { address: '12 Teheran-ro' }, []],
    ['storeMenu-2002.1', { reason: 'no oven', by: 'kim' }, []],
    ['odd-1', { reason: 'a', by: 'b', address: 'c', type: 'd' }, ['reason', 'by', 'address']],
    ['constructor-1', { reason: 'a' }, ['reason']],
  ] as const)('of %s, %j hides %j', (stream, said, hidden) => {
    const told = withoutPersons(stream, said) as Record<string, unknown>;
    for (const [field, value] of Object.entries(said))
      expect(told[field]).toEqual((hidden as readonly string[]).includes(field) ? { hidden: true } : value);
  });

  test('leaves what it was given', () => {
    const said = Object.freeze({ reason: 'a', lines: Object.freeze([Object.freeze({ unitPrice: 150 })]) });
    withoutPersons('order-1', said);
    expect(withDecimals(said)).toEqual({ reason: 'a', lines: [{ unitPrice: 1.5 }] });
  });

  test('has amounts as decimals, and no other number', () => {
    const tax = { rate: 10, net: 1_000, tax: 100 };
    expect(withDecimals({ total: 1_100, tax, quantity: 3, net: null })).toEqual({
      ...{ total: 11, tax: { rate: 10, net: 10, tax: 1 }, quantity: 3, net: null },
    });
  });
});
