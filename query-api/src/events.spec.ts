import { positionOf } from '@doremi/event-sourcing';
import type { CorrelatedEvent } from '@doremi/domain';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { AT } from './testing/documents.js';
import { startQueryApi, type QueryApi } from './testing/query-api.js';
import { everyItem } from './testing/serve.js';

let api: QueryApi;
beforeEach(() => void (api = startQueryApi()));
afterEach(() => api.stop());

const event = (at: number, correlationId: string): CorrelatedEvent => ({
  ...{ eventId: `event-${at}`, correlationId, causationId: 'command-1', commandId: 'command-1' },
  ...{ type: 'CartOrdered', stream: 'cart-1', revision: at, position: positionOf(BigInt(at), BigInt(at)), at: AT },
  roles: ['customer'],
});

test('the events of a correlation, oldest first, over pages', async () => {
  for (const [at, correlation] of [
    [3, 'a'],
    [1, 'a'],
    [2, 'b'],
    [12, 'a'],
  ] as const)
    api.models.events.put(`event-${at}`, event(at, correlation));
  const { status, body } = await api.get('/events?correlationId=a', { 'X-Actor': 'operator' });
  expect(status).toBe(200);
  expect(body).toEqual({ items: [event(1, 'a'), event(3, 'a'), event(12, 'a')], nextCursor: null });
  expect(
    await everyItem<CorrelatedEvent>(
      { ...api, get: (path) => api.get(path.replace('?', '?correlationId=a&')) },
      '/events',
      2,
    ),
  ).toHaveLength(3);
  expect(await api.get('/events?correlationId=c')).toMatchObject({ status: 200, body: { items: [] } });
});

test("are the operator's alone, and of one correlation", async () => {
  for (const actor of ['admin', 'store:2002', 'customer:alice'])
    expect(await api.get('/events?correlationId=a', { 'X-Actor': actor })).toMatchObject({ status: 403 });
  expect(await api.get('/events')).toMatchObject({ status: 400, body: { code: 'FIELDS_INVALID' } });
});
