import { expect, test } from '@jest/globals';
import { actorOfClaims } from './actor-of-claims.js';

const names = { rolesClaim: 'roles', storeClaim: 'storeId', isSubPseudonym: false };

test.each([
  [{ roles: ['customer'] }, { roles: ['customer'] }],
  [{ roles: 'admin' }, { roles: ['admin'] }],
  [
    { roles: ['store'], storeId: 2002 },
    { roles: ['store'], storeId: 2002 },
  ],
  [
    { roles: ['store'], storeId: '2002' },
    { roles: ['store'], storeId: 2002 },
  ],
  [{ roles: ['operator', 'admin'] }, { roles: ['admin', 'operator'] }],
  // What means nothing here gives nothing.
  [{}, { roles: [] }],
  [{ roles: ['system', 'root', 7, null] }, { roles: [] }],
  [{ roles: { admin: true } }, { roles: [] }],
  // A store without a number, or a number without the role, is no store.
  [{ roles: ['store', 'customer'] }, { roles: ['customer'] }],
  [{ roles: ['store'], storeId: -1 }, { roles: [] }],
  [{ roles: ['store'], storeId: '2002 or 1=1' }, { roles: [] }],
  [{ roles: ['customer'], storeId: 2002 }, { roles: ['customer'] }],
])('%j', (claims, actor) => expect(actorOfClaims({ sub: 'x', ...claims }, names)).toEqual({ sub: 'x', ...actor }));

test.each([undefined, '', 'anonymous', 'nobody', 'system', 'x'.repeat(129), 7, 'alice@wonderland.example'])(
  'the name %j is nobody',
  (sub) => expect(actorOfClaims({ sub: sub as string, roles: ['customer'] }, names)).toBeNull(),
);

test('the claims of another issuer are found by their names', () => {
  const claims = { sub: 'x', realm_access: { roles: ['store'] }, 'https://chain.example/store': 7 };
  const named = { ...names, rolesClaim: 'realm_access.roles', storeClaim: 'https://chain.example/store' };
  expect(actorOfClaims(claims, named)).toEqual({ sub: 'x', roles: ['store'], storeId: 7 });
  expect(actorOfClaims(claims, { ...named, rolesClaim: 'constructor.name' })).toEqual({ sub: 'x', roles: [] });
});

test('a name that looks like an address is one, unless somebody knows better', () => {
  const claims = { sub: 'f00d@issuer', roles: ['customer'] };
  expect(actorOfClaims(claims, names)).toBeNull();
  expect(actorOfClaims(claims, { ...names, isSubPseudonym: true })).toEqual({
    sub: 'f00d@issuer',
    roles: ['customer'],
  });
});
