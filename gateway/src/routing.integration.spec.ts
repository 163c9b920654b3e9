import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startGateway, type TestGateway } from './testing/gateway.js';

let door: TestGateway;
beforeEach(async () => (door = await startGateway()));
afterEach(() => door.stop());

describe('routing', () => {
  test.each([
    ['GET', '/menus/1', 'query-api'],
    ['POST', '/menus', 'command-api'],
    ['PUT', '/menus/1', 'command-api'],
    ['DELETE', '/menus/1', 'command-api'],
    ['PATCH', '/nowhere', 'command-api'],
    ['GET', '/ops', 'projections'],
    ['GET', '/ops/projections', 'projections'],
    ['POST', '/ops/projections/orderBoard/rebuild', 'projections'],
    ['GET', '/ops/policies/parked', 'policies'],
    ['POST', '/ops/policies/parked/policies:whenAddHeld:0/retry', 'policies'],
    ['GET', '/ops/payments/differences', 'policies'],
    ['POST', '/ops/payments/reconcile?since=2026-01-01', 'policies'],
    ['GET', '/ops/policiesx', 'projections'],
    ['GET', '/opsx', 'query-api'],
  ])('%s %s goes to %s', async (method, path, service) => {
    const answer = await door.ask(path, { method });
    expect(await answer.json()).toEqual({ service });
  });

  test('HEAD is a read', async () => {
    expect(await door.ask('/menus', { method: 'HEAD' })).toMatchObject({ status: 200 });
    expect(door.queryApi.received).toMatchObject([{ method: 'HEAD', url: '/menus' }]);
  });

  test('path, query, headers and body arrive as they were sent', async () => {
    const body = JSON.stringify({ menuName: '피자 🍕' });
    const headers = {
      'Content-Type': 'application/json',
      'X-Actor': 'admin',
      'Idempotency-Key': 'k-12345678',
    };
    await door.ask('/menus?a=1&b=%ED%94%BC', { method: 'POST', headers, body });
    expect(door.commandApi.received).toMatchObject([
      {
        url: '/menus?a=1&b=%ED%94%BC',
        body,
        headers: { 'x-actor': 'admin', 'idempotency-key': 'k-12345678', 'content-type': 'application/json' },
      },
    ]);
  });

  test('status, headers and body come back as they were answered', async () => {
    door.commandApi.answer = (_, response) => {
      response.writeHead(402, { 'Content-Type': 'application/problem+json', 'Retry-After': '7', Location: '/menus/1' });
      response.end('{"code":"PAYMENT_DECLINED"}');
    };
    const answer = await door.ask('/mycart/1/order', { method: 'POST' });
    expect(answer.status).toBe(402);
    expect(answer.headers.get('Content-Type')).toBe('application/problem+json');
    expect(answer.headers.get('Retry-After')).toBe('7');
    expect(answer.headers.get('Location')).toBe('/menus/1');
    expect(await answer.json()).toEqual({ code: 'PAYMENT_DECLINED' });
  });
});

describe('correlation', () => {
  test('the id that was given is passed on and echoed', async () => {
    const answer = await door.ask('/menus', { headers: { 'X-Correlation-Id': 'walk-1' } });
    expect(answer.headers.get('X-Correlation-Id')).toBe('walk-1');
    expect(door.queryApi.received).toMatchObject([{ headers: { 'x-correlation-id': 'walk-1' } }]);
  });

  test.each([[undefined], ['with blank'], ['x'.repeat(129)]])('instead of %j one is made', async (given) => {
    const answer = await door.ask('/menus', given === undefined ? {} : { headers: { 'X-Correlation-Id': given } });
    const made = answer.headers.get('X-Correlation-Id');
    expect(made).toMatch(/^[0-9a-f-]{36}$/);
    expect(door.queryApi.received).toMatchObject([{ headers: { 'x-correlation-id': made } }]);
  });
});

describe('pages', () => {
  test('the door has a page that may run its own script and nothing else', async () => {
    const answer = await door.ask('/');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('Content-Type')).toBe('text/html; charset=utf-8');
    expect(answer.headers.get('Content-Security-Policy')).toContain("script-src 'self'");
    expect(answer.headers.get('Content-Security-Policy')).not.toContain('unsafe');
    const page = await answer.text();
    const assets = [...page.matchAll(/(?:href|src)="(\/[\w./-]+)"/g)].map(([, path]) => path ?? '');
    expect(assets).toEqual(expect.arrayContaining([expect.stringMatching(/^\/assets\/index-.*\.js$/), '/icon.svg']));
    for (const asset of assets) expect(await door.ask(asset)).toMatchObject({ status: 200 });
    expect(door.queryApi.received).toEqual([]);
  });

  test.each(['/shop', '/shop/orders/7', '/kitchen', '/office/sales', '/operations/events'])(
    '%s is the same document, asked for anew each time',
    async (path) => {
      const [page, start] = await Promise.all([door.ask(path), door.ask('/')]);
      expect({ status: page.status, cached: page.headers.get('Cache-Control') }).toEqual({
        status: 200,
        cached: 'no-cache',
      });
      expect(await page.text()).toBe(await start.text());
    },
  );

  test('what is named after its content is kept for good, and is sent compressed', async () => {
    const [script = ''] = /\/assets\/index-[\w-]+\.js/.exec(await (await door.ask('/')).text()) ?? [];
    const answer = await door.ask(script, { headers: { 'Accept-Encoding': 'br' } });
    expect(answer.headers.get('Cache-Control')).toBe('public, max-age=31536000, immutable');
    expect(answer.headers.get('Content-Encoding')).toBe('br');
  });

  test.each(['/.made-of', '/assets/none.js', '/shopping', '/nothing.html', '/%2e%2e/package.json', '/web/index.html'])(
    '%s is no page',
    async (path) => {
      expect(await (await door.ask(path)).json()).toEqual({ service: 'query-api' });
    },
  );

  /** As browsers ask for what somebody opens. */
  const OPENED = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8';
  const NOWHERE = ['/nowhere', '/shopping', '/shop/nowhere', '/office/orders/1/x', '/docs/nowhere', '/shop//2002'];

  test.each([...NOWHERE, '/assets/none.js', '/.routes.json', '/menus/nowhere'])(
    'whoever opens %s is told by the pages that there is nothing',
    async (path) => {
      const [answer, start] = await Promise.all([door.ask(path, { headers: { Accept: OPENED } }), door.ask('/')]);
      expect(answer.status).toBe(404);
      expect(Object.fromEntries(answer.headers)).toMatchObject({
        'cache-control': 'no-cache',
        vary: expect.stringMatching(/\bAccept(,|$)/),
      });
      expect(await answer.text()).toBe(await start.text());
      expect((await door.ask(path, { method: 'HEAD', headers: { Accept: OPENED } })).status).toBe(404);
      expect(door.queryApi.received).toEqual([]);
    },
  );

  test.each(['*/*', 'application/json', 'application/problem+json', 'image/avif,image/webp,*/*;q=0.8', undefined])(
    'a program that accepts %s is told in its own way',
    async (accept) => {
      door.queryApi.answer = (_, response) => {
        response.writeHead(404, { 'Content-Type': 'application/problem+json' });
        response.end('{"code":"NOT_FOUND"}');
      };
      for (const path of NOWHERE) {
        const answer = await door.ask(path, accept === undefined ? {} : { headers: { Accept: accept } });
        expect({ status: answer.status, body: await answer.json() }).toMatchObject({
          status: 404,
          body: { code: 'NOT_FOUND' },
        });
        expect(answer.headers.get('Content-Type')).toMatch('application/problem+json');
        expect(answer.headers.get('Vary')).toContain('Accept');
      }
    },
  );

  test.each([
    ['GET', '/stores'],
    ['GET', '/ops/projections'],
    ['POST', '/nowhere'],
  ])('what the interface answers to %s %s stays that, whoever opens it', async (method, path) => {
    const answer = await door.ask(path, { method, headers: { Accept: OPENED } });
    expect(await answer.json()).toMatchObject({ service: expect.any(String) });
  });
});
