import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { access, type Access, type AccessKey, type OpenApiDocument } from '@doremi/http';
import { TestIssuer } from '@doremi/http/testing';
import { USERS, SignedInUsers, type Name } from '../testing/signed-in-users.js';
import { System } from '../whole-system.js';
import { steps, type Body, type Ids } from '../walk/steps.js';

/** A whole system where people have to sign in, and who may do what in it. */
let system: System;
let users: SignedInUsers;
const ids: Ids = { menuId: 1, cartId: 1, orderId: 1 };

beforeAll(async () => {
  // Nobody is of the private network here, so that metrics ask who wants them.
  system = await System.start({ AUTH: 'oidc', PRIVATE_NETWORKS: '10.255.255.255', RATE_LIMITS: 'off' });
  users = await SignedInUsers.signIn(system.url);
}, 60_000);
afterAll(() => system.remove(), 30_000);

describe('the walk, where everybody has to be who may', () => {
  const walkers: readonly (readonly [right: Name, wrong: Name | null, status: number])[] = [
    ['office', 'alice', 403],
    ['office', 'manager-2002', 403],
    ['nobody', null, 0],
    ['manager-2002', 'manager-2003', 403],
    ['alice', 'office', 403],
    ['alice', 'bob', 404],
    ['alice', 'bob', 404],
    ['office', 'operator', 403],
    ['manager-2002', 'operator', 403],
    ['manager-2002', 'manager-2003', 404],
    ['manager-2002', 'alice', 403],
    ['manager-2002', 'nobody', 401],
  ];

  test.each(steps.map((step, index) => ({ number: index + 1, step })))('step $number', async ({ number, step }) => {
    const [right, wrong, refused] = walkers[number - 1] ?? ['nobody', null, 0];
    const { method, path, body } = step.request(ids);
    const ask = (name: Name) => users.ask(name, `${system.url}${path}`, method, body);
    if (wrong) expect(await ask(wrong)).toMatchObject({ status: refused });
    const answer = await ask(right);
    expect(answer).toMatchObject({ status: step.status });
    step.learn?.(answer.body, ids);
    const found = step.item ? (answer.body.items as Body[]).find((item) => step.item?.(item, ids)) : answer.body;
    expect(found).toMatchObject(step.body(ids));
  });

  test("the events remember who it was, and the customer's cart is hers", async () => {
    const { body } = await users.ask('alice', `${system.url}/mycart/${ids.cartId}`, 'GET');
    expect(body).toMatchObject({ customerId: 'alice', cartStatus: 'PAID' });
  });
});

test.each<[Name, readonly number[]]>([
  ['office', [1]],
  ['manager-2002', [1]],
  ['manager-2003', []],
  ['alice', [1]],
  ['bob', []],
])('of all orders, %s sees %j', async (name, seen) => {
  const { body } = await users.ask(name, `${system.url}/orders?status=COMPLETED`, 'GET');
  expect((body.items as Body[]).map(({ orderId }) => orderId)).toEqual(seen);
});

test('a token that somebody made, and one for somebody else, are refused at the door and behind it', async () => {
  const other = await TestIssuer.start();
  const forged = await other.token({ iss: `${system.url}/identity`, roles: ['admin'] });
  other.goAway();
  const headers = { Authorization: `Bearer ${forged}` };
  const asking = [
    ['GATEWAY', 'GET', '/stores'],
    ['QUERY_API', 'GET', '/stores'],
    ['COMMAND_API', 'POST', '/mycart/2002/create'],
    ['PROJECTIONS', 'GET', '/ops/projections'],
  ] as const;
  for (const [process, method, path] of asking) {
    const url = `http://127.0.0.1:${system.environment[`${process}_PORT`]}${path}`;
    const answer = await users.ask('nobody', url, method, undefined, headers);
    expect({ process, ...answer }).toMatchObject({ status: 401, body: { code: 'TOKEN_INVALID' } });
  }
});

describe('the table of who may call what', () => {
  /** Of no service: the gateway answers them by itself, or passes on whatever comes. */
  const undocumented = ['GET /', 'GET /auth.json', 'GET /docs/*', 'GET /openapi.json', 'ANY /identity/*'];

  test('has every route of the system, with the roles that the route itself has, and no other', async () => {
    const document = (await (await fetch(`${system.url}/docs/openapi.json`)).json()) as OpenApiDocument;
    const told = Object.entries(document.paths).flatMap(([template, operations]) =>
      Object.entries(operations).map(([method, operation]): [string, unknown] => [
        template.startsWith('/ops/')
          ? 'ANY /ops/*'
          : `${method.toUpperCase()} ${template.replaceAll(/\{(\w+)\}/g, ':$1')}`,
        [...(operation['x-roles'] as string[])].sort(),
      ]),
    );
    const listed = Object.entries<Access>(access).flatMap(([key, { roles }]): [string, unknown][] =>
      undocumented.includes(key) ? [] : [[key, roles === 'all' ? ['all'] : [...roles].sort()]],
    );
    expect(Object.fromEntries(listed)).toEqual(Object.fromEntries(told));
  });
});

/** What a person is, in the words of the table. */
const rolesOf: Readonly<Record<Name, readonly string[]>> = {
  nobody: [],
  office: ['admin'],
  'manager-2002': ['store'],
  'manager-2003': ['store'],
  alice: ['customer'],
  bob: ['customer'],
  operator: ['operator'],
};

/** The cart and the order of the walk are alice's, at store 2002. */
const owners: readonly Name[] = ['alice', 'manager-2002'];

/** What the table says of a person: 401, 403, 404, or null where it is theirs to do. */
const refusalOf = (name: Name, { roles, own }: Access): number | null => {
  if (roles === 'all') return null;
  if (name === 'nobody') return 401;
  if (!roles.some((role) => rolesOf[name].includes(role))) return 403;
  if (own === undefined || own === 'list' || name === 'office' || owners.includes(name)) return null;
  return own === 'store' ? 403 : 404;
};

const bodies: Partial<Readonly<Record<AccessKey, object>>> = {
  'POST /menus': { menuName: 'm', menuType: 't', description: 'd', price: 1 },
  'PUT /menus/:menuId': { menuName: 'm', menuType: 't', description: 'd', price: 1 },
  'POST /menus/:menuId/offers': { storeIds: [2002] },
  'POST /stores': { storeId: 2009, storeName: 's' },
  'PUT /stores/:storeId/status': { status: 'OPEN' },
  'PUT /stores/:storeId/settings': {},
  'POST /stores/:storeId/menus/:menuId/approve': { revision: 1 },
  'POST /stores/:storeId/menus/:menuId/reject': { reason: 'r' },
  'DELETE /stores/:storeId/menus/:menuId': { reason: 'r' },
  'PUT /stores/:storeId/menus/:menuId/price': { price: 2 },
  'PUT /mycart/:cartId/lines/:lineId': { quantity: 2 },
  'PUT /mycart/:cartId/fulfilment': { type: 'PICKUP' },
  'POST /payments/:paymentId/refund': { reason: 'r', amount: 1 },
  'POST /myorder/:orderId/refuse': { reason: 'r' },
  'POST /myorder/:orderId/recall': { reason: 'r' },
  'POST /myorder/:orderId/cancel': { reason: 'r' },
  'POST /myorder/delivery/:orderId/fail': { reason: 'r' },
};

/** Real requests for the entries of the table that stand for several. */
const examples: Partial<Readonly<Record<AccessKey, readonly (readonly [method: string, path: string])[]>>> = {
  'GET /docs/*': [
    ['GET', '/docs'],
    ['GET', '/docs/openapi.json'],
  ],
  'ANY /ops/*': [
    ['GET', '/ops/projections'],
    ['GET', '/OPS/projections'],
    ['POST', '/ops/projections/nothing/rebuild'],
    ['GET', '/ops/processes'],
    ['GET', '/ops/policies'],
    ['GET', '/ops/policies/parked'],
    ['GET', '/ops/payments/differences'],
    ['POST', '/ops/payments/reconcile'],
    ['DELETE', '/ops/anything'],
  ],
  'ANY /identity/*': [
    ['GET', '/identity/jwks'],
    ['POST', '/identity/token'],
  ],
};

const atTheGatewayAlone = ['GET /', 'GET /auth.json', 'GET /docs/*', 'ANY /identity/*'];
const behindItAlone = ['GET /openapi.json'];

test('a machine gets a token through the gateway, and does what its owner may', async () => {
  const secret = Buffer.from('manager-2002-machine:manager-2002-machine-demo').toString('base64');
  const answer = await fetch(`${system.url}/identity/token`, {
    method: 'POST',
    headers: { Authorization: `Basic ${secret}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  });
  const { access_token } = (await answer.json()) as { access_token: string };
  const asking = (path: string) =>
    users.ask('nobody', `${system.url}${path}`, 'GET', undefined, { Authorization: `Bearer ${access_token}` });
  expect(await asking(`/myorder/${ids.orderId}`)).toMatchObject({ status: 200, body: { storeId: 2002 } });
  expect(await asking('/menus')).toMatchObject({ status: 403 });
});

test.each(['GATEWAY', 'COMMAND_API', 'QUERY_API', 'POLICIES', 'PROJECTIONS'])(
  '%s keeps its metrics and its operations to the operator',
  async (process) => {
    const base = `http://127.0.0.1:${system.environment[`${process}_PORT`]}`;
    for (const path of ['/metrics', '/ops/whatever']) {
      expect(await users.ask('nobody', `${base}${path}`, 'GET')).toMatchObject({ status: 401 });
      expect(await users.ask('office', `${base}${path}`, 'GET')).toMatchObject({ status: 403 });
      const { status } = await users.ask('operator', `${base}${path}`, 'GET');
      expect({ path, status }).toEqual({ path, status: path === '/metrics' ? 200 : 404 });
    }
  },
);

test('an operator is told of every process by the gateway, which asks them with the same token', async () => {
  const { status, body } = await users.ask('operator', `${system.url}/ops/processes`, 'GET');
  expect(status).toBe(200);
  const processes = body.processes as { name: string; state: string; engines: object }[];
  expect(processes.map(({ name, state }) => `${name} ${state}`)).toEqual(
    ['gateway', 'command-api', 'policies', 'projections', 'query-api', 'identity'].map((name) => `${name} ready`),
  );
  for (const { name, engines } of processes) if (name !== 'identity') expect(engines).toMatchObject({ identity: 'up' });
});

test('no log has a token in it', () => {
  const logs = join(system.dataDir, 'logs');
  const text = readdirSync(logs)
    .map((name) => readFileSync(join(logs, name), 'utf8'))
    .join('');
  expect(text.length).toBeGreaterThan(100);
  for (const name of USERS) if (name !== 'nobody') expect(text).not.toContain(users.tokenOf(name).split('.')[1]);
});

describe.each(['at the gateway', 'behind it'])('%s', (where) => {
  const isDoor = where === 'at the gateway';
  const keys = (Object.keys(access) as AccessKey[]).filter(
    (key) => !(isDoor ? behindItAlone : atTheGatewayAlone).includes(key),
  );

  const baseFor = (method: string, path: string): string => {
    if (isDoor) return system.url;
    const reads = method === 'GET' ? 'QUERY_API' : 'COMMAND_API';
    const ofPolicies = /^\/ops\/(policies|payments)/i.test(path);
    const port = ofPolicies ? 'POLICIES' : /^\/ops/i.test(path) ? 'PROJECTIONS' : reads;
    return `http://127.0.0.1:${system.environment[`${port}_PORT`]}`;
  };

  const requestsOf = (key: AccessKey): readonly (readonly [string, string])[] => {
    const [method = '', path = ''] = key.split(' ');
    const filled = path.replace(/:storeId/, '2002').replaceAll(/:(\w+)/g, (_, name: string) => {
      return String(
        name === 'lineId' || name === 'holdId' ? 1 : ids[name === 'paymentId' ? 'cartId' : (name as keyof Ids)],
      );
    });
    return examples[key] ?? [[method, filled]];
  };

  const asked = async (key: AccessKey, name: Name): Promise<string[]> => {
    const expected = refusalOf(name, access[key]);
    const faults: string[] = [];
    for (const [method, path] of requestsOf(key)) {
      const { status, body, headers } = await users.ask(name, `${baseFor(method, path)}${path}`, method, bodies[key], {
        'X-Actor': 'admin',
      });
      const isRefused = [401, 403, 404].includes(status) && (key !== 'ANY /ops/*' || body.code !== 'NOT_FOUND');
      const isOk =
        expected === null ? (!isRefused || body.code === 'PROJECTION_NOT_FOUND') && status < 500 : status === expected;
      if (!isOk)
        faults.push(`${name}: ${method} ${path} → ${status} ${String(body.code)}, not ${expected ?? 'let in'}`);
      if (status === 401 && !headers.get('WWW-Authenticate')) faults.push(`${method} ${path}: 401 asks for nothing`);
    }
    return faults;
  };

  const askedByAll = async (key: AccessKey, isTheirs: (refusal: number | null) => boolean): Promise<string[]> => {
    const names = USERS.filter((name) => isTheirs(refusalOf(name, access[key])));
    return (await Promise.all(names.map((name) => asked(key, name)))).flat();
  };

  // First whoever may not, so that nothing has changed by what may be done.
  test.each(keys)('%s: nobody does it who may not', async (key) => {
    expect(await askedByAll(key, (refusal) => refusal !== null)).toEqual([]);
  });

  test.each(keys)('%s: everybody does it who may', async (key) => {
    expect(await askedByAll(key, (refusal) => refusal === null)).toEqual([]);
  });
});
