import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { json } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { EventLog } from '../testing/event-log.js';
import { Fleet } from '../testing/fleet.js';

/** What a busy machine may take; milliseconds. */
const WITHIN = 180_000;
/** More than fit in and wait together. */
const CROWD = 2_000;
/** How soon after the peak it has to be as fast as before; milliseconds. */
const RECOVERS_WITHIN = 5_000;

let fleet: Fleet;
let log: EventLog;
beforeAll(async () => {
  fleet = await Fleet.start(1);
  log = new EventLog(fleet.eventStoreUrl);
}, WITHIN);
afterAll(async () => {
  await fleet.remove();
  await log.close();
}, WITHIN);

/** Over a connection of its own, as everybody comes in a crowd. */
const create = async () => {
  const [commandApi] = fleet.of('command-api');
  const asked = request(`${commandApi?.url}/mycart/2002/create`, { method: 'POST', agent: false }).end();
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  const body = (await json(response)) as { readonly cartId?: number; readonly code?: string };
  return { status: response.statusCode, body, hasRetryAfter: response.headers['retry-after'] !== undefined };
};

/** How long one after the other takes; milliseconds. */
const hundredTake = async (): Promise<number> => {
  const from = performance.now();
  for (let n = 0; n < 100; n++) expect((await create()).status).toBe(201);
  return performance.now() - from;
};

test(
  'a peak that is too much is cut, what was taken is done, and five seconds later all is as fast as before',
  async () => {
    await hundredTake();
    const before = await hundredTake();
    const peak = Promise.all(Array.from({ length: CROWD }, create));
    const [commandApi] = fleet.of('command-api');
    expect((await fetch(`${commandApi?.url}/health/live`)).status).toBe(200);
    const answers = await peak;
    const ended = performance.now();
    const taken = answers.filter(({ status }) => status === 201);
    const refused = answers.filter(({ status }) => status !== 201);
    expect(taken.length).toBeGreaterThan(0);
    expect(refused.length).toBeGreaterThan(0);
    for (const { status, body, hasRetryAfter } of refused)
      expect([status, body.code, hasRetryAfter]).toEqual([503, 'OVERLOADED', true]);
    // Each round takes some time itself, so one that began in time may end a little later.
    for (let round = Infinity; round > 1.5 * before;) {
      expect(performance.now() - ended).toBeLessThan(RECOVERS_WITHIN);
      round = await hundredTake();
    }
    const acknowledged = taken.map(({ body }) => Number(body.cartId));
    const created = () => new Set(log.of('CartCreated').map(({ data }) => (data as { cartId: number }).cartId));
    await log.until('every cart that was acknowledged', () => acknowledged.every((cartId) => created().has(cartId)));
    expect(new Set(acknowledged).size).toBe(acknowledged.length);
  },
  WITHIN,
);
