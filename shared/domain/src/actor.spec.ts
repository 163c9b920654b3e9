import { describe, expect, test } from '@jest/globals';
import { ANONYMOUS, SYSTEM, isAdmin, isCustomer, isStore, type Actor } from './actor.js';

const alice: Actor = { sub: 'customer:alice', roles: ['customer'] };
const store: Actor = { sub: 'store:2002', roles: ['store'], storeId: 2002 };
const admin: Actor = { sub: 'admin', roles: ['admin'] };
const operator: Actor = { sub: 'operator', roles: ['operator'] };

describe('actors', () => {
  test.each([
    ['anonymous', ANONYMOUS, { alice: true, bob: true, here: true, there: true, office: true }],
    ['the system', SYSTEM, { alice: true, bob: true, here: true, there: true, office: true }],
    ['alice', alice, { alice: true, bob: false, here: false, there: false, office: false }],
    ['store 2002', store, { alice: false, bob: false, here: true, there: false, office: false }],
    ['head office', admin, { alice: false, bob: false, here: false, there: false, office: true }],
    ['an operator', operator, { alice: false, bob: false, here: false, there: false, office: false }],
  ])('what %s may be taken for', (_, actor, allowed) => {
    expect({
      alice: isCustomer(actor, 'customer:alice'),
      bob: isCustomer(actor, 'customer:bob'),
      here: isStore(actor, 2002),
      there: isStore(actor, 2003),
      office: isAdmin(actor),
    }).toEqual(allowed);
  });

  test('a name without the role is no customer, and a role without a store is no store', () => {
    expect(isCustomer({ sub: 'customer:alice', roles: ['store'] }, 'customer:alice')).toBe(false);
    expect(isStore({ sub: 'x', roles: ['store'] }, 2002)).toBe(false);
    expect(isStore({ sub: 'x', roles: ['customer'], storeId: 2002 }, 2002)).toBe(false);
  });
});
