import { describe, expect, test } from '@jest/globals';
import { openApiOf } from '../openapi/document.js';
import { jsonLines } from '../openapi/media.js';
import { describedOf, operatorPost } from '../operator.js';
import { get, post, sse } from '../route.js';
import { Store } from '../responses/stores.schemas.js';
import { count, id, money, object } from '../responses/schemas.js';
import { contractOf, keysOf, type Exchange } from './contract.js';
import { madeUp } from './made-up.js';

const never = () => Promise.reject(new Error('not asked'));
const document = openApiOf([
  get('/stores/:storeId', { ...madeUp, roles: 'all', responses: { 200: Store }, refusals: ['STORE_NOT_FOUND'] }, never),
  post('/stores', { ...madeUp, roles: ['admin'], responses: { 201: Store } }, never),
  post(
    '/menus/:menuId/offers',
    { ...madeUp, roles: ['admin'], responses: { 200: object({ menuId: id, price: money }) } },
    never,
  ),
  sse(
    '/myorder/:orderId/stream',
    { ...madeUp, roles: ['customer'], event: object({ orderId: id, total: money }) },
    never,
  ),
  ...describedOf([
    operatorPost(
      '/ops/projections/builds/:target/compare',
      { ...madeUp, responses: { 200: jsonLines(object({ documents: count })) } },
      never,
    ),
  ]),
]);
const faultsOf = contractOf(document);

const store = { storeId: 1, storeName: 'a', address: '', timezone: 'UTC', status: 'OPEN', until: null };
const notFound = { type: 'about:blank', title: 'Store not found', status: 404, code: 'STORE_NOT_FOUND', storeId: 1 };

interface Change {
  method?: string;
  path?: string;
  status?: number;
  type?: string | null;
  headers?: Record<string, string>;
  body?: unknown;
}

/** `GET /stores/1` as it should be answered, but for what is changed. */
const exchange = ({
  method = 'GET',
  path = '/stores/1?x=1',
  status = 200,
  type = 'application/json; charset=utf-8',
  headers = { ETag: '"1"', 'X-Correlation-Id': 'c' },
  body = store,
}: Change = {}): Exchange => ({
  method,
  path,
  status,
  header: (name) => (name === 'Content-Type' ? type : headers[name]),
  body: body === null ? '' : JSON.stringify(body),
});
const problem = { status: 404, type: 'application/problem+json', body: notFound };

describe('an answer', () => {
  test.each<[string, Change]>([
    ['a body', {}],
    ['a problem', problem],
    ['nothing, as it has not changed', { status: 304, type: null, body: null }],
    ['a HEAD', { method: 'HEAD', body: null }],
    ['a problem of a path that is not there', { ...problem, path: '/nowhere' }],
    ['a problem of an id that is no number', { ...problem, path: '/stores/abc' }],
  ])('that is as documented passes: %s', (_, change) => expect(faultsOf(exchange(change))).toEqual([]));

  test.each<[string, Change, string]>([
    ['a status', { status: 201 }, 'status 201 is not documented'],
    ['a missing field', { body: { ...store, address: undefined } }, 'address'],
    ['an unknown field', { body: { ...store, owner: 'me' } }, 'owner'],
    ['a wrong type', { body: { ...store, storeId: '1' } }, 'body/storeId must be integer'],
    ['an unknown state', { body: { ...store, status: 'OPENED' } }, 'body/status'],
    ['a time that is none', { body: { ...store, until: 'tomorrow' } }, 'body/until'],
    ['an empty body', { body: '' }, 'body must be object'],
    ['a content type', { type: 'text/html' }, 'content type text/html'],
    ['a problem as plain JSON', { ...problem, type: 'application/json' }, 'content type application/json'],
    ['a code of another route', { ...problem, body: { ...notFound, code: 'CART_NOT_FOUND' } }, 'body/code'],
    ['what a problem does not tell', { ...problem, body: { ...notFound, secret: 1 } }, 'secret'],
    ['a missing header', { headers: { 'X-Correlation-Id': 'c' } }, 'header ETag is missing'],
    ['a path that is not there', { path: '/nowhere' }, 'a path that is not documented'],
    ['a method that is not there', { method: 'PUT' }, 'a path that is not documented'],
    ['a body where nothing changed', { status: 304 }, 'a body that is not documented'],
  ])('that is not is found out: %s', (_, change, fault) =>
    expect(faultsOf(exchange(change)).join('\n')).toContain(fault),
  );

  test('needs no header that only some of its forms have', () => {
    const languages = ['en', 'ko'];
    const route = get('/stores/:storeId', { ...madeUp, roles: 'all', responses: { 200: Store }, languages }, never);
    expect(contractOf(openApiOf([route]))(exchange())).toEqual([]);
  });

  test('of money is an amount', () => {
    const offer = {
      method: 'POST',
      path: '/menus/1/offers',
      headers: { 'X-Correlation-Id': 'c', 'X-Event-Position': 'p' },
    };
    const body = { menuId: 1 };
    for (const price of [0, 150, 0.1, 1234567.89, 9999999.99])
      expect(faultsOf(exchange({ ...offer, body: { ...body, price } }))).toEqual([]);
    for (const price of ['150', -1, null])
      expect(faultsOf(exchange({ ...offer, body: { ...body, price } }))).not.toEqual([]);
  });
});

describe('a live stream', () => {
  const streamed = (...events: readonly object[]): Exchange => ({
    method: 'GET',
    path: '/myorder/1/stream',
    status: 200,
    header: (name) => ({ 'Content-Type': 'text/event-stream', 'X-Correlation-Id': 'c' })[name],
    body: `retry: 500\n\n${events.map((data) => `id: 1\ndata: ${JSON.stringify(data)}\n\n`).join('')}`,
  });

  test('is as documented with each of its events', () => {
    expect(faultsOf(streamed())).toEqual([]);
    expect(faultsOf(streamed({ orderId: 1, total: 1 }, { orderId: 1, total: 2 }))).toEqual([]);
    expect(faultsOf(streamed({ orderId: 1, total: 1 }, { orderId: 1 })).join('\n')).toContain('total');
  });
});

describe('JSON lines of an operator', () => {
  const compared = { documents: 1 };
  const lines = (...told: readonly object[]): Exchange => ({
    method: 'POST',
    path: '/ops/projections/builds/a_v1_b2/compare',
    status: 200,
    header: (name) => ({ 'Content-Type': 'application/x-ndjson', 'X-Correlation-Id': 'c' })[name],
    body: told.map((line) => `${JSON.stringify(line)}\n`).join(''),
  });

  test('are each as documented, the one that breaks off as well', () => {
    const away = { type: 'about:blank', title: 'Engine unavailable', status: 503, code: 'ENGINE_UNAVAILABLE' };
    expect(faultsOf(lines())).toEqual([]);
    expect(faultsOf(lines(compared, { problem: away }))).toEqual([]);
    expect(faultsOf(lines(compared, { documents: '1' })).join('\n')).toContain('documents must be integer');
  });
});

test('a document knows its routes by their names in the table', () =>
  expect(keysOf(document)).toEqual([
    'GET /stores/:storeId',
    'POST /stores',
    'POST /menus/:menuId/offers',
    'GET /myorder/:orderId/stream',
    'POST /ops/projections/builds/:target/compare',
  ]));
