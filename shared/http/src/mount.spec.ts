import { describe, expect, test } from '@jest/globals';
import { EngineUnavailable, positionOf, refuse } from '@doremi/event-sourcing';
import { withRoutes } from './testing/served.js';
import { Text } from './fields.js';
import { del, get, post, put } from './route.js';
import { madeUp } from './testing/made-up.js';

class Card {
  @Text({ max: 100 }) name!: string;
}

const faults: unknown[] = [];
const { call } = withRoutes(
  () => [
    post('/things', { ...madeUp, roles: ['admin'], body: Card }, ({ body }) => ({ status: 201, body: { ...body } })),
    get('/things/:thingId', { ...madeUp, roles: 'all' }, ({ params }) => ({ status: 200, body: params })),
    put('/things/:thingId', { ...madeUp, roles: ['admin'], body: Card, ifMatch: true }, ({ ifMatch }) => ({
      status: 200,
      body: { ifMatch },
    })),
    del('/things/:thingId', { ...madeUp, roles: ['store', 'customer'] }, () => ({
      status: 204,
      headers: { 'X-More': 'yes' },
      position: positionOf(1n, 2n),
    })),
    post('/who', { ...madeUp, roles: 'all' }, ({ actor, correlationId, commandId, requestHash, traceparent }) => ({
      status: 200,
      body: { actor, correlationId, commandId, requestHash, traceparent },
    })),
    post('/refused/:code', { ...madeUp, roles: 'all' }, ({ params }) =>
      params.code === 404
        ? refuse('MENU_NOT_FOUND')
        : refuse('ORDER_STEP_NOT_ALLOWED', { status: 'READY', allowed: [] }),
    ),
    post('/away', { ...madeUp, roles: 'all' }, () => {
      throw new EngineUnavailable('secret-host:2113 refused');
    }),
    post('/broken', { ...madeUp, roles: 'all' }, () => Promise.reject(new Error('secret detail'))),
  ],
  (error) => faults.push(error),
);

const card = { name: 'pizza' };

describe('a path', () => {
  test('has numbers for ids', async () => {
    expect(await call('GET', '/things/7')).toMatchObject({ status: 200, body: { thingId: 7 } });
    expect(await call('GET', '/things/999999999999999')).toMatchObject({ status: 200 });
  });

  test.each(['abc', '1a', '-1', '1.0', '1e3', '0x1', '%31%00', '1%20', '٣', '9999999999999999', '9'.repeat(400)])(
    'with the id %s is 404, with any method',
    async (id) => {
      for (const method of ['GET', 'DELETE', 'PATCH'])
        expect(await call(method, `/things/${encodeURI(decodeURI(id))}`)).toMatchObject({
          status: 404,
          body: { code: 'NOT_FOUND' },
        });
    },
  );

  test.each(['%', '%ZZ', '%E0%A4%A'])('that is badly encoded (%s) is 400', async (id) => {
    expect(await call('GET', `/things/${id}`)).toMatchObject({ status: 400, body: { code: 'REQUEST_INVALID' } });
  });

  test('that is not there is 404; another method is 405 and says which are allowed', async () => {
    expect(await call('GET', '/nowhere')).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } });
    const answer = await call('PATCH', '/things/1');
    expect(answer).toMatchObject({
      status: 405,
      body: { code: 'METHOD_NOT_ALLOWED', allowed: ['GET', 'PUT', 'DELETE'] },
    });
    expect(answer.headers.get('Allow')).toBe('GET, PUT, DELETE');
  });

  test('OPTIONS is told which methods there are, and nothing else', async () => {
    const answer = await call('OPTIONS', '/things/1');
    expect(answer).toMatchObject({ status: 204, text: '' });
    expect(answer.headers.get('Allow')).toBe('GET, PUT, DELETE');
    expect(await call('OPTIONS', '/nowhere')).toMatchObject({ status: 404 });
  });
});

describe('who asks', () => {
  const who = async (actor?: string) => (await call('POST', '/who', undefined, actor ? { 'X-Actor': actor } : {})).body;

  test('is anonymous with every role, or who X-Actor plays', async () => {
    expect(await who()).toMatchObject({
      actor: { sub: 'anonymous', roles: ['admin', 'store', 'customer', 'operator'] },
    });
    expect(await who('customer:alice')).toMatchObject({ actor: { sub: 'customer:alice', roles: ['customer'] } });
    expect(await who('store:2002')).toMatchObject({ actor: { sub: 'store:2002', roles: ['store'], storeId: 2002 } });
    expect(await who('admin')).toMatchObject({ actor: { sub: 'admin', roles: ['admin'] } });
    expect(await who('operator')).toMatchObject({ actor: { sub: 'operator', roles: ['operator'] } });
  });

  test.each(['anonymous', 'customer:anonymous', 'customer:system'])(
    '%s plays nobody who may do everything',
    async (actor) => {
      const { body } = await call('POST', '/who', undefined, { 'X-Actor': actor });
      expect(body).not.toMatchObject({ actor: { sub: expect.stringMatching(/^(anonymous|system)$/) } });
    },
  );

  test.each(['', 'root', 'store:', 'store:abc', 'customer:', 'customer:a b', 'system', `customer:${'a'.repeat(65)}`])(
    'is 400 as %j',
    async (actor) => {
      const answer = await call('POST', '/who', undefined, { 'X-Actor': actor });
      expect(answer).toMatchObject({ status: 400, body: { code: 'ACTOR_INVALID' } });
    },
  );

  test('is 403 without the role, whatever the body says', async () => {
    const answer = await call('POST', '/things', { nonsense: true }, { 'X-Actor': 'customer:alice' });
    expect(answer).toMatchObject({ status: 403, body: { code: 'FORBIDDEN', roles: ['admin'] } });
    expect(await call('DELETE', '/things/1', undefined, { 'X-Actor': 'store:1' })).toMatchObject({ status: 204 });
  });
});

describe('headers', () => {
  const ask = (headers: Record<string, string>, body?: unknown) => call('POST', '/who', body, headers);

  test('X-Correlation-Id is echoed, and made where there is none or it is unusable', async () => {
    const given = await ask({ 'X-Correlation-Id': 'trace-1' });
    expect(given.headers.get('X-Correlation-Id')).toBe('trace-1');
    expect(given.body).toMatchObject({ correlationId: 'trace-1' });
    for (const id of ['', 'a b', 'a'.repeat(129)]) {
      const made = await ask(id === '' ? {} : { 'X-Correlation-Id': id });
      expect(made.headers.get('X-Correlation-Id')).toMatch(/^[0-9a-f-]{36}$/);
      expect(made.body).toMatchObject({ correlationId: made.headers.get('X-Correlation-Id') });
    }
    expect((await call('GET', '/nowhere')).headers.get('X-Correlation-Id')).toMatch(/./);
  });

  test.each(['short', 'with blank', 'a'.repeat(129), '', 'ümlautüü'])('the Idempotency-Key %j is 400', async (key) => {
    const answer = await ask({ 'Idempotency-Key': key });
    expect(answer).toMatchObject({ status: 400, body: { code: 'IDEMPOTENCY_KEY_INVALID' } });
  });

  test('the same Idempotency-Key is the same command for the same asker, method and path alone', async () => {
    const key = { 'Idempotency-Key': 'key-12345678' };
    const { commandId, requestHash } = (await ask(key)).body;
    expect((await ask(key)).body).toMatchObject({ commandId, requestHash });
    expect((await ask({ ...key, 'X-Actor': 'customer:a' })).body.commandId).not.toBe(commandId);
    expect((await ask({ 'Idempotency-Key': 'key-12345679' })).body.commandId).not.toBe(commandId);
    const without = [(await ask({})).body, (await ask({})).body];
    expect(without[0]?.commandId).not.toBe(without[1]?.commandId);
    expect(without[0]?.requestHash).toBeUndefined();
  });

  test('If-Match is the version that was seen; where nothing has one, it is refused', async () => {
    const revise = async (ifMatch?: string) =>
      call('PUT', '/things/1', card, ifMatch === undefined ? {} : { 'If-Match': ifMatch });
    for (const seen of ['3', '"3"', 'W/"3"']) expect((await revise(seen)).body).toEqual({ ifMatch: 3 });
    for (const any of [undefined, '*']) expect((await revise(any)).body).toEqual({});
    for (const wrong of ['three', '', '-1', '"1", "2"'])
      expect(await revise(wrong)).toMatchObject({ status: 400, body: { code: 'IF_MATCH_INVALID' } });
    expect(await ask({ 'If-Match': '3' })).toMatchObject({ status: 400, body: { code: 'IF_MATCH_INVALID' } });
    expect(await ask({ 'If-Match': '*' })).toMatchObject({ status: 200 });
  });

  test('traceparent is carried where it is one', async () => {
    const traceparent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
    expect((await ask({ traceparent })).body).toMatchObject({ traceparent });
    expect((await ask({ traceparent: 'nonsense' })).body).not.toHaveProperty('traceparent');
  });

  test("a GET's ETag answers 304 while the body is the same", async () => {
    const first = await call('GET', '/things/7');
    const etag = String(first.headers.get('ETag'));
    expect(etag).toMatch(/^"/);
    // fetch adds "Cache-Control: no-cache" to a conditional request of its own accord.
    const seen = { 'If-None-Match': etag };
    expect(await call('GET', '/things/7', undefined, seen)).toMatchObject({ status: 304, text: '' });
    expect(await call('GET', '/things/8', undefined, seen)).toMatchObject({ status: 200 });
  });

  test.each(['no-cache', 'no-store, no-cache', 'max-age=0'])('also with Cache-Control: %s', async (directive) => {
    const etag = String((await call('GET', '/things/7')).headers.get('ETag'));
    const seen = { 'If-None-Match': etag, 'Cache-Control': directive };
    expect(await call('GET', '/things/7', undefined, seen)).toMatchObject({ status: 304, text: '' });
  });

  test("an answer's own headers and its position go out, also without a body", async () => {
    const { headers, text } = await call('DELETE', '/things/1');
    expect(text).toBe('');
    expect(headers.get('X-More')).toBe('yes');
    expect(headers.get('X-Event-Position')).toBe(positionOf(1n, 2n));
    expect(headers.get('X-Powered-By')).toBeNull();
  });
});

describe('what goes wrong', () => {
  test('a refusal is a problem; its own status is told as currentStatus', async () => {
    const answer = await call('POST', '/refused/1');
    expect(answer.body).toEqual({
      type: 'about:blank',
      title: 'Order step not allowed',
      status: 409,
      code: 'ORDER_STEP_NOT_ALLOWED',
      currentStatus: 'READY',
      allowed: [],
    });
    expect(answer.status).toBe(409);
    const unknown = await call('POST', '/refused/404');
    expect(unknown).toMatchObject({ status: 404, body: { code: 'MENU_NOT_FOUND', title: 'Menu not found' } });
    expect(unknown.body).not.toHaveProperty('currentStatus');
  });

  test('an engine that is away is 503 and when to come again', async () => {
    const answer = await call('POST', '/away');
    expect(answer).toMatchObject({ status: 503, body: { code: 'ENGINE_UNAVAILABLE' } });
    expect(answer.headers.get('Retry-After')).toBe('1');
    expect(answer.text).not.toContain('secret');
  });

  test('what nobody expected is 500 without a detail, and is told to whoever looks after it', async () => {
    faults.length = 0;
    const answer = await call('POST', '/broken');
    expect(answer.body).toEqual({ type: 'about:blank', title: 'Internal error', status: 500, code: 'INTERNAL_ERROR' });
    expect(faults).toEqual([new Error('secret detail')]);
  });
});
