import express from 'express';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { get, mount } from '@doremi/http';
import { refuse } from '@doremi/event-sourcing';
import { eventually } from '@doremi/event-sourcing/testing';
import { inProcess, type InProcess, madeUp } from '@doremi/http/testing';
import { withTracing } from './testing/tracing-in-memory.js';
import { traceRequests } from './trace-requests.js';
import { traceContext } from './tracing.js';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const CALLER = 'b7ad6b7169203331';
const TRACEPARENT = `00-${TRACE}-${CALLER}-01`;

/** What the last request's handler would put into an event, and what it would pass on. */
let seen: { readonly header: string | undefined; readonly active: string | undefined };
const held: (() => void)[] = [];

const routes = [
  get('/orders/:orderId', { ...madeUp, roles: 'all' }, async ({ params: { orderId }, header }) => {
    await Promise.resolve();
    seen = { header: header('traceparent'), active: traceContext().traceparent };
    if (orderId === 4) return refuse('ORDER_NOT_FOUND');
    if (orderId === 5) throw new Error('broken');
    if (orderId === 6) await new Promise<void>((resolve) => held.push(resolve));
    return { status: 200, body: {} };
  }),
];

let server: InProcess;
beforeAll(() => {
  const app = express();
  traceRequests(app);
  mount(app, routes);
  server = inProcess(app);
});
afterAll(() => server.stop());

const ask = async (path: string, traceparent?: string, signal?: AbortSignal): Promise<number> => {
  const url = `${server.url}${path}`;
  const response = await fetch(url, { ...(traceparent && { headers: { traceparent } }), ...(signal && { signal }) });
  await response.text();
  return response.status;
};

describe('where traces are wanted', () => {
  const { spans } = withTracing();

  const spanOf = async (...asked: Parameters<typeof ask>) => {
    const status = await ask(...asked);
    await eventually(() => spans.length > 0);
    const [span] = spans;
    if (!span || spans.length > 1) throw new Error(`${spans.length} spans`);
    return { ...span, answered: status };
  };

  test('a request is a span of its caller’s trace, by the names of the HTTP conventions', async () => {
    expect(await spanOf('/orders/7', TRACEPARENT)).toEqual({
      ...{ name: 'GET /orders/:orderId', kind: 'SERVER', status: 'UNSET', answered: 200 },
      ...{ traceId: TRACE, spanId: expect.stringMatching(/^[0-9a-f]{16}$/), parentSpanId: CALLER },
      attributes: {
        'http.request.method': 'GET',
        'http.route': '/orders/:orderId',
        'http.response.status_code': 200,
        'url.path': '/orders/7',
        'url.scheme': 'http',
      },
    });
  });

  test('what a query holds is not kept', async () => {
    const span = await spanOf('/orders/7?card=4111');
    expect(span.attributes['url.path']).toBe('/orders/7');
    expect(JSON.stringify(span)).not.toContain('4111');
  });

  test('what it leads to goes on with the span', async () => {
    const { spanId } = await spanOf('/orders/7', TRACEPARENT);
    const own = `00-${TRACE}-${spanId}-01`;
    expect(seen).toEqual({ header: own, active: own });
  });

  test.each([
    ['nothing', undefined],
    ['nonsense', '00-0-0-0'],
  ])('with %s of a caller it begins a trace', async (_, traceparent) => {
    const { traceId, parentSpanId } = await spanOf('/orders/7', traceparent);
    expect(traceId).toMatch(/^[0-9a-f]{32}$/);
    expect([traceId === TRACE, parentSpanId]).toEqual([false, undefined]);
  });

  test('requests at once keep to their own traces', async () => {
    await Promise.all([ask('/orders/1', TRACEPARENT), ask('/orders/2')]);
    await eventually(() => spans.length === 2);
    const parents = spans.map((span) => [span.attributes['url.path'], span.parentSpanId]);
    expect(new Map(parents as [string, string | undefined][])).toEqual(
      new Map([
        ['/orders/1', CALLER],
        ['/orders/2', undefined],
      ]),
    );
  });

  test.each([
    ['/orders/4', 404, 'GET /orders/:orderId'],
    ['/nowhere', 404, 'GET'],
  ])('%s is no fault of ours', async (path, status, name) => {
    const span = await spanOf(path);
    expect([span.answered, span.name, span.status]).toEqual([status, name, 'UNSET']);
    expect(span.attributes).toMatchObject({ 'http.response.status_code': status, 'url.path': path });
    expect(Object.keys(span.attributes)).not.toContain('error.type');
    expect(Object.keys(span.attributes).includes('http.route')).toBe(name !== 'GET');
  });

  test('a fault is an error', async () => {
    const { status, attributes } = await spanOf('/orders/5');
    expect(status).toBe('ERROR');
    expect(attributes).toMatchObject({ 'http.response.status_code': 500, 'error.type': '500' });
  });

  test('who hangs up has got no status', async () => {
    const leaving = new AbortController();
    const left = ask('/orders/6', TRACEPARENT, leaving.signal);
    await eventually(() => held.length > 0);
    leaving.abort();
    await expect(left).rejects.toThrow();
    await eventually(() => spans.length > 0);
    held.forEach((letGo) => letGo());
    expect(Object.keys(spans[0]?.attributes ?? {})).not.toContain('http.response.status_code');
  });
});

describe('where they are not', () => {
  test('a caller’s trace is passed on as it came', async () => {
    await ask('/orders/7', TRACEPARENT);
    expect(seen).toEqual({ header: TRACEPARENT, active: undefined });
  });

  test('none is begun', async () => {
    await ask('/orders/7');
    expect(seen).toEqual({ header: undefined, active: undefined });
  });
});
