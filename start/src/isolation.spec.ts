import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { EventLog } from './testing/event-log.js';
import { everyCommand, prepare } from './testing/every-command.js';
import { Fleet, type Service } from './testing/fleet.js';

const WITHIN = 120_000;

describe('while a part of the system is away', () => {
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

  /** Whether an event of this type is in the stream. */
  const isIn = (stream: string, type: string): boolean => log.of(type).some((event) => event.stream === stream);
  const ask: Fleet['ask'] = (...asking) => fleet.ask(...asking);

  // What cannot be done without it is said in the contract: an add is held, an order can be tried again.
  test.each<[Service | 'payment-provider', { add?: number; order?: number }]>([
    ['policies', {}],
    ['projections', {}],
    ['query-api', { add: 202 }],
    ['payment-provider', { order: 503 }],
  ])(
    '%s: every command works that does not need it, and everything catches up when it is back',
    async (part, but) => {
      const prepared = await prepare(ask);
      await fleet.without(part);
      const { menuId, cartId } = await everyCommand(ask, prepared, but);
      if (part !== 'query-api') expect((await ask('GET', '/orders')).status).toBe(200);
      await fleet.with(part);

      const [toOrder] = prepared.filled;
      if (but.order) expect((await ask('POST', `/mycart/${toOrder}/order`)).status).toBe(201);
      const [, cancelled, refunded] = prepared.paid;
      await log.until('the policies to be through', () =>
        [
          ...[2001, 2002, 2003].map((storeId) => isIn(`storeMenu-${storeId}.${menuId}`, 'MenuDelisted')),
          isIn(`payment-${cancelled}`, 'PaymentRefunded'),
          isIn(`payment-${refunded}`, 'PaymentRefunded'),
          isIn(`cart-${cartId}`, but.add ? 'HeldMenuAdded' : 'MenuAddedToCart'),
          isIn(`order-${toOrder}`, 'OrderReceived'),
        ].every(Boolean),
      );
      const fresh = { 'X-Event-Position': await log.end() };
      const read = async (path: string) => (await ask('GET', path, undefined, fresh)).body;
      expect(await read(`/mycart/${cartId}`)).toMatchObject({ lines: [{ menuId: prepared.menuId }], holds: [] });
      expect(await read(`/payments/${cancelled}`)).toMatchObject({ status: 'REFUNDED', refunded: 150 });
      expect(await read(`/payments/${refunded}`)).toMatchObject({ status: 'APPROVED', refunded: 10 });
      expect(await read(`/myorder/${toOrder}`)).toMatchObject({ status: 'RECEIVED' });
      const { charges } = await fleet.books();
      expect(Object.keys(charges).filter((key) => key.startsWith(`${toOrder}-`))).toHaveLength(1);
    },
    WITHIN,
  );
});
