import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { EventLog } from '../testing/event-log.js';
import { everyCommand, prepare } from '../testing/every-command.js';
import { Fleet, type Answered, type Service } from '../testing/fleet.js';

/** What a busy machine may take; milliseconds. */
const WITHIN = 120_000;

describe('processes that know each other by events and HTTP alone', () => {
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

  const ask: Fleet['ask'] = (...asking) => fleet.ask(...asking);
  /** Whether an event of this type is in the stream. */
  const isIn = (stream: string, type: string): boolean => log.of(type).some((event) => event.stream === stream);

  describe('from one X-Correlation-Id', () => {
    const asked = async (correlationId: string, path: string, body?: object): Promise<Answered['body']> => {
      const answer = await ask('POST', path, body, { 'X-Correlation-Id': correlationId });
      expect(answer.headers.get('X-Correlation-Id')).toBe(correlationId);
      expect({ path, isDone: answer.status < 300 }).toEqual({ path, isDone: true });
      return answer.body;
    };
    /** The events that a request led to, but for the claim of an id. */
    const ledTo = (correlationId: string): string[] =>
      log.events
        .filter(({ metadata, stream }) => metadata.$correlationId === correlationId && !stream.startsWith('request-'))
        .map(({ stream, type }) => `${stream} ${type}`);

    test(
      'every event that it led to, whoever did it, and no other',
      async () => {
        const card = { menuName: 'pizza3', menuType: 'pizza', description: '', price: 150.02 };
        const menuId = Number((await asked('registering', '/menus', card)).menuId);
        await asked('approving', `/stores/2002/menus/${menuId}/approve`);
        const customer = async (name: string): Promise<number> => {
          const cartId = Number((await asked(`${name}-begins`, '/mycart/2002/create')).cartId);
          await asked(`${name}-adds`, `/mycart/${cartId}/menu/${menuId}/add`);
          await log.until('the add to be done', () =>
            ['MenuAddedToCart', 'HeldMenuAdded'].some((type) => isIn(`cart-${cartId}`, type)),
          );
          // The first answer of the payment provider is lost, so that a policy has to ask again.
          await asked(`${name}-orders`, `/mycart/${cartId}/order`);
          await log.until('the order to be received', () => isIn(`order-${cartId}`, 'OrderReceived'));
          await asked(`${name}-cancels`, `/myorder/${cartId}/cancel`, { reason: 'too late' });
          return cartId;
        };
        const names = ['alice', 'bob', 'carol'];
        const carts = await Promise.all(names.map(customer));
        await log.until('all to be paid back', () =>
          carts.every((cartId) => isIn(`payment-${cartId}`, 'PaymentRefunded')),
        );
        await log.until('all to be offered', () =>
          [2001, 2002, 2003].every((storeId) => isIn(`storeMenu-${storeId}.${menuId}`, 'MenuConfirmationRequested')),
        );

        expect(ledTo('registering').sort()).toEqual([
          `menu-${menuId} MenuOffered`,
          `menu-${menuId} MenuRegistered`,
          ...[2001, 2002, 2003].map((storeId) => `storeMenu-${storeId}.${menuId} MenuConfirmationRequested`),
        ]);
        expect(ledTo('approving')).toEqual([`storeMenu-2002.${menuId} MenuApproved`]);
        for (const [index, name] of names.entries()) {
          const id = carts[index];
          expect(ledTo(`${name}-orders`)).toEqual([
            `cart-${id} CartOrdered`,
            `payment-${id} PaymentRequested`,
            `payment-${id} PaymentOutcomeUnknown`,
            `payment-${id} PaymentApproved`,
            `cart-${id} CartPaid`,
            `order-${id} OrderReceived`,
          ]);
          expect(ledTo(`${name}-cancels`)).toEqual([
            `order-${id} OrderCancelled`,
            `payment-${id} RefundRequested`,
            `payment-${id} PaymentRefunded`,
          ]);
        }
      },
      WITHIN,
    );
  });

  // What cannot be done without it is said in the contract: an add is held, an order can be tried again.
  test.each<[Service | 'payment-provider', { add?: number; order?: number }]>([
    ['policies', {}],
    ['projections', {}],
    ['query-api', { add: 202 }],
    ['payment-provider', { order: 503 }],
  ])(
    'without %s every command works that does not need it, and everything catches up when it is back',
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
          isIn(`cart-${cartId}`, 'HeldMenuAdded') || (!but.add && isIn(`cart-${cartId}`, 'MenuAddedToCart')),
          isIn(`order-${toOrder}`, 'OrderReceived'),
        ].every(Boolean),
      );
      const fresh = { 'X-Event-Position': await log.end() };
      const read = async (path: string) => (await ask('GET', path, undefined, fresh)).body;
      expect(await read(`/mycart/${cartId}`)).toMatchObject({ lines: [{ menuId: prepared.menuId }], holds: [] });
      expect(await read(`/payments/${cancelled}`)).toMatchObject({ status: 'REFUNDED', refunded: 150 });
      expect(await read(`/payments/${refunded}`)).toMatchObject({ status: 'APPROVED', refunded: 10 });
      expect(await read(`/myorder/${toOrder}`)).toMatchObject({ status: 'ACCEPTED' });
      const { charges } = await fleet.books();
      expect(Object.keys(charges).filter((key) => key.startsWith(`${toOrder}-`))).toHaveLength(1);
    },
    WITHIN,
  );
});
