import { SYSTEM } from '@doremi/domain';
import type { ReadSide } from '@doremi/read-models';
import { eventually } from '@doremi/event-sourcing/testing';
import { silentLog } from '@doremi/process/testing';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { sweep } from './sweep.js';
import { everythingHappens } from './testing/scenario/every-event.js';
import { Scenario } from './testing/scenario/scenario.js';

/** Every event that a request led to, in the order of the log. */
const ledTo = ({ store }: Scenario, correlationId: string): string[] =>
  store.log
    .filter(({ metadata }) => metadata.$correlationId === correlationId)
    .map(({ stream, type }) => `${stream.replace(/\d{4}-\d\d-\d\d$/, '{day}')} ${type}`);

describe('over a day', () => {
  const scenario = new Scenario();
  beforeAll(() => everythingHappens(scenario));

  test.each<[string, string[]]>([
    [
      'menu 1',
      [
        'menu-1 MenuRegistered',
        'menu-1 MenuOffered',
        'storeMenu-2001.1 MenuConfirmationRequested',
        'storeMenu-2002.1 MenuConfirmationRequested',
      ],
    ],
    ['yes to 1', ['storeMenu-2002.1 MenuApproved']],
    [
      'store 2003',
      [
        'store-2003 StoreRegistered',
        'storeMenu-2003.1 MenuConfirmationRequested',
        'storeMenu-2003.3 MenuConfirmationRequested',
      ],
    ],
    [
      'delivered orders',
      [
        'cart-1 CartOrdered',
        'payment-1 PaymentRequested',
        'payment-1 PaymentApproved',
        'cart-1 CartPaid',
        'receipts-2002-{day} ReceiptNumbered',
        'order-1 OrderReceived',
        'order-1 OrderAccepted',
      ],
    ],
    [
      'lost answer orders',
      [
        'cart-2 CartOrdered',
        'payment-2 PaymentRequested',
        'payment-2 PaymentOutcomeUnknown',
        'payment-2 PaymentApproved',
        'cart-2 CartPaid',
        'receipts-2002-{day} ReceiptNumbered',
        'order-2 OrderReceived',
        'order-2 OrderAccepted',
      ],
    ],
    [
      'late orders',
      [
        'cart-4 CartOrdered',
        'payment-4 PaymentRequested',
        'payment-4 PaymentDeclined',
        'cart-4 CartReopened',
        'payment-4 RefundRequested',
        'payment-4 PaymentRefunded',
      ],
    ],
    ['cancelled at last', ['order-5 OrderCancelled', 'payment-5 RefundRequested', 'payment-5 PaymentRefunded']],
    ['refunded in vain', ['payment-6 RefundRequested', 'payment-6 RefundFailed']],
    ['held first', ['cart-7 MenuAddHeld']],
    ['held second', ['cart-7 MenuAddHeld', 'cart-7 HeldMenuAdded']],
    ['held third', ['cart-7 MenuAddHeld', 'cart-7 HeldMenuAdded']],
    [
      'deleted',
      [
        'menu-3 MenuDeleted',
        'storeMenu-2001.3 MenuDelisted',
        'storeMenu-2002.3 MenuDelisted',
        'storeMenu-2003.3 MenuDelisted',
      ],
    ],
  ])('"%s" led to this and to nothing else', (request, events) => expect(ledTo(scenario, request)).toEqual(events));

  test('every event names what it followed from: an earlier event, or the one request that it belongs to', () => {
    const { log } = scenario.store;
    const places = new Map(log.map(({ id }, place) => [id, place]));
    const requests = new Map<string, Set<string>>();
    for (const [place, { id, metadata }] of log.entries()) {
      const cause = places.get(metadata.$causationId);
      if (cause !== undefined) expect({ id, isEarlier: cause < place }).toEqual({ id, isEarlier: true });
      else {
        const of = requests.get(metadata.$causationId) ?? new Set();
        requests.set(metadata.$causationId, of.add(metadata.$correlationId));
      }
    }
    expect(requests.size).toBeGreaterThan(20);
    for (const correlations of requests.values()) expect(correlations.size).toBe(1);
    const bySystem = log.filter(({ metadata }) => metadata.actor.sub === SYSTEM.sub);
    expect(bySystem.length).toBeGreaterThan(10);
    for (const { metadata } of bySystem) expect(places.has(metadata.$causationId)).toBe(true);
  });
});

test('what a store hears as it answers, before a policy ran, is the doing of who said it', async () => {
  const scenario = new Scenario(() => []);
  await scenario.ask('store', 'admin', 'POST /stores', { storeId: 2002, storeName: 'Doremi' });
  const card = { menuName: 'pizza', menuType: 'pizza', description: '', price: 150 };
  await scenario.ask('menu', 'admin', 'POST /menus', card);
  await scenario.ask('yes', 'store:2002', 'POST /stores/2002/menus/1/approve');
  await scenario.ask('deleted', 'admin', 'DELETE /menus/1');
  await scenario.askInVain('too late', 'store:2002', 'POST /stores/2002/menus/1/approve', 409);
  expect(ledTo(scenario, 'menu').slice(2)).toEqual(['storeMenu-2002.1 MenuConfirmationRequested']);
  expect(ledTo(scenario, 'yes')).toEqual(['storeMenu-2002.1 MenuApproved']);
  expect(ledTo(scenario, 'deleted')).toEqual(['menu-1 MenuDeleted', 'storeMenu-2002.1 MenuDelisted']);
  expect(ledTo(scenario, 'too late')).toEqual([]);
});

test('refunds that the sweep asks for are the doing of who wanted them', async () => {
  const scenario = new Scenario();
  await everythingHappens(scenario);
  scenario.provider.isAway = true;
  const refund = { amount: 20, reason: 'cold' };
  for (const name of ['first', 'second']) await scenario.ask(name, 'admin', 'POST /payments/1/refund', refund);
  scenario.provider.isAway = false;
  const { state } = await scenario.aggregates.payments.load('payment-1');
  const refunds = state.refunds.map(({ refundId }) => refundId);
  const left = { cartId: 1, storeId: 2002, attempt: null, refunds, holds: [], places: [], idleSince: null, open: true };
  const find = ({ where }: { readonly where: object }) => Promise.resolve('open' in where ? [left] : []);
  const readSide = { readModel: () => ({ find }) } as unknown as ReadSide;
  const stopping = new AbortController();
  const { aggregates, menuServiceProbe } = scenario;
  const parts = { aggregates, menuServiceProbe, readSide, react: scenario.reactingAnew(), cartTtl: 1, log: silentLog };
  const sweeping = sweep({ ...parts, signal: stopping.signal });
  await eventually(() => ledTo(scenario, 'second').length > 1);
  stopping.abort();
  await sweeping;
  for (const name of ['first', 'second'])
    expect(ledTo(scenario, name)).toEqual(['payment-1 RefundRequested', 'payment-1 PaymentRefunded']);
});
