import { positionOf } from '@doremi/event-sourcing';
import type { CorrelatedEvent, EventRun } from '@doremi/domain';
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

const run = (...events: readonly [CorrelatedEvent, ...CorrelatedEvent[]]): EventRun => ({
  correlations: [...new Set(events.map(({ correlationId }) => correlationId))],
  first: events[0].position,
  last: (events.at(-1) ?? events[0]).position,
  events,
});

test('the events of a correlation, oldest first, over pages', async () => {
  api.models.events.put('0', run(event(1, 'a'), event(2, 'b'), event(3, 'a')));
  api.models.events.put('1', run(event(12, 'a')));
  api.models.events.put('2', run(event(13, 'b'), event(14, 'a')));
  const { status, body } = await api.get('/events?correlationId=a', { 'X-Actor': 'operator' });
  expect(status).toBe(200);
  expect(body).toEqual({ items: [1, 3, 12, 14].map((at) => event(at, 'a')), nextCursor: null });
  for (const limit of [1, 2, 3])
    expect(
      await everyItem<CorrelatedEvent>(
        { ...api, get: (path) => api.get(path.replace('?', '?correlationId=a&')) },
        '/events',
        limit,
      ),
    ).toEqual([1, 3, 12, 14].map((at) => event(at, 'a')));
  expect(await api.get('/events?correlationId=c')).toMatchObject({ status: 200, body: { items: [] } });
});

test('a cursor of another list is none', async () => {
  api.models.events.put('0', run(event(1, 'a'), event(2, 'a')));
  const { body } = await api.get('/events?correlationId=a&limit=1');
  const { nextCursor } = body as { nextCursor: string };
  const other = await api.get(`/events?correlationId=b&cursor=${nextCursor}`);
  expect(other).toMatchObject({ status: 400, body: { code: 'CURSOR_INVALID' } });
});

test("are the operator's alone, and of one correlation", async () => {
  for (const actor of ['admin', 'store:2002', 'customer:alice'])
    expect(await api.get('/events?correlationId=a', { 'X-Actor': actor })).toMatchObject({ status: 403 });
  expect(await api.get('/events')).toMatchObject({ status: 400, body: { code: 'FIELDS_INVALID' } });
});
