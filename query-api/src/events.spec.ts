import { cartStream, type EventRun, orderStream } from '@doremi/domain';
import { EngineUnavailable, type Recorded } from '@doremi/event-sourcing';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { pastIn } from './as-of.js';
import { minute, PastLog, placeOf } from './testing/past-log.js';
import { startQueryApi, type QueryApi } from './testing/query-api.js';
import { everyItem } from './testing/serve.js';

const operator = { 'X-Actor': 'operator' };

let log: PastLog;
let isAway: boolean;
let api: QueryApi;
beforeEach(() => {
  log = new PastLog();
  isAway = false;
  api = startQueryApi(
    pastIn(() => (isAway ? Promise.reject(new EngineUnavailable('event store')) : Promise.resolve(log))),
  );
});
afterEach(() => api.stop());

const order = { orderId: 1, storeId: 2002, customerId: 'customer:alice' };
const expired = { cartId: 1, storeId: 2002, customerId: 'customer:alice' };
/** The next event of the log. */
const cooked = (correlationId: string) =>
  log.happened(orderStream(1), 1, { type: 'CookingStarted', data: order }, correlationId);
const left = (correlationId: string) =>
  log.happened(cartStream(1), 1, { type: 'CartExpired', data: expired }, correlationId);

/** As projections keep them. */
const keep = (key: string, ...events: readonly [Recorded, ...Recorded[]]): void => {
  const correlations = [...new Set(events.map(({ metadata }) => metadata.$correlationId))];
  const links = events.map(({ stream, revision, metadata }) => ({
    of: correlations.indexOf(metadata.$correlationId),
    link: `${revision}@${stream}`,
  }));
  const run: EventRun = {
    ...{ correlations, events: links },
    ...{ first: events[0].position, last: (events.at(-1) ?? events[0]).position },
  };
  api.models.events.put(key, run);
};

const positionsOf = (items: readonly { readonly position: string }[]) => items.map(({ position }) => position);
/** Every one of a correlation, over pages of so many. */
const paged = async (correlationId: string, limit: number) =>
  positionsOf(
    await everyItem<{ position: string }>(
      { ...api, get: (path) => api.get(path.replace('?', `?correlationId=${correlationId}&`), operator) },
      '/events',
      limit,
    ),
  );

test('the events of a correlation, oldest first, over pages', async () => {
  keep('0', cooked('a'), left('b'), left('a'), cooked('b'));
  keep('1', cooked('a'));
  keep('2', left('b'), cooked('a'));
  const { status, body } = await api.get('/events?correlationId=a', operator);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    items: [
      {
        ...{ position: placeOf(1), type: 'CookingStarted', stream: 'order-1', revision: 0, at: minute(1) },
        ...{ eventId: 'event-1', correlationId: 'a', causationId: 'c', commandId: 'c', roles: ['admin'] },
      },
      { position: placeOf(3), type: 'CartExpired', stream: 'cart-1', revision: 1 },
      { position: placeOf(5) },
      { position: placeOf(7) },
    ],
    nextCursor: null,
  });
  expect(JSON.stringify(body)).not.toContain('alice');
  for (const limit of [1, 2, 3]) expect(await paged('a', limit)).toEqual([1, 3, 5, 7].map(placeOf));
  expect(await api.get('/events?correlationId=c', operator)).toMatchObject({ status: 200, body: { items: [] } });
});

test('are all there, however much of the log they are spread over', async () => {
  for (let run = 0; run < 50; run++) keep(String(run), cooked('a'), left('b'));
  const all = Array.from({ length: 50 }, (_, run) => placeOf(2 * run + 1));
  for (const limit of [7, 100]) expect(await paged('a', limit)).toEqual(all);
});

test('what another log has in their place is none of them', async () => {
  keep('0', cooked('a'), cooked('a'));
  const [first] = log.streams.get('order-1') ?? [];
  log.streams.clear();
  log.streams.set('order-1', first ? [first] : []);
  cooked('z');
  expect(await paged('a', 10)).toEqual([placeOf(1)]);
});

describe('while the event store is away', () => {
  test('they are nowhere to be read', async () => {
    keep('0', cooked('a'));
    isAway = true;
    const answer = await api.get('/events?correlationId=a', operator);
    expect(answer).toMatchObject({ status: 503, body: { code: 'ENGINE_UNAVAILABLE' } });
  });
});

test('a cursor of another list is none', async () => {
  keep('0', cooked('a'), cooked('a'));
  const { body } = await api.get('/events?correlationId=a&limit=1', operator);
  const { nextCursor } = body as { nextCursor: string };
  const other = await api.get(`/events?correlationId=b&cursor=${nextCursor}`, operator);
  expect(other).toMatchObject({ status: 400, body: { code: 'CURSOR_INVALID' } });
});

test("are the operator's alone, and of one correlation", async () => {
  for (const actor of ['admin', 'store:2002', 'customer:alice'])
    expect(await api.get('/events?correlationId=a', { 'X-Actor': actor })).toMatchObject({ status: 403 });
  expect(await api.get('/events')).toMatchObject({ status: 400, body: { code: 'FIELDS_INVALID' } });
});
