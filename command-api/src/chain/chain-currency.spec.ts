import { CHAIN_STREAM } from '@doremi/domain';
import { EngineUnavailable } from '@doremi/event-sourcing';
import { expect, test } from '@jest/globals';
import { around } from '../command-handler/testing/around.js';
import { once } from '../command-handler/testing/counter.js';
import { newEventOf } from '../command-handler/idempotency.js';
import { MemoryEventStore } from '../testing/memory-event-store.js';
import { ChainCurrency, OtherCurrency, sellingIn } from './chain-currency.js';

const fixedIn = async (store: MemoryEventStore) =>
  (await store.read(CHAIN_STREAM)).map(({ type, data }) => ({ type, data }));

test('the first start fixes it, later ones find it', async () => {
  const store = new MemoryEventStore();
  await new ChainCurrency(store, 'KRW').isFixed();
  await new ChainCurrency(store, 'KRW').isFixed();
  expect(await fixedIn(store)).toEqual([{ type: 'CurrencyFixed', data: { currency: 'KRW' } }]);
});

test('another one later is an error, and changes nothing', async () => {
  const store = new MemoryEventStore();
  await new ChainCurrency(store, 'KRW').isFixed();
  const later = new ChainCurrency(store, 'EUR');
  await expect(later.untilFixed(new AbortController().signal)).rejects.toThrow(OtherCurrency);
  await expect(later.isFixed()).rejects.toThrow(/CURRENCY is EUR.*sells in KRW/);
  expect(await fixedIn(store)).toHaveLength(1);
});

test('of several that start at once one fixes it, and who was told another is refused', async () => {
  const store = new MemoryEventStore();
  const currencies = ['KRW', 'EUR', 'KRW', 'USD'];
  const started = await Promise.allSettled(currencies.map((currency) => new ChainCurrency(store, currency).isFixed()));
  const [fixed] = await fixedIn(store);
  const { currency } = fixed?.data as { currency: string };
  expect(started.map(({ status }) => status === 'fulfilled')).toEqual(currencies.map((told) => told === currency));
  expect(await fixedIn(store)).toHaveLength(1);
});

test('it is found out for as long as the event store is away, and nothing is appended meanwhile', async () => {
  const store = new MemoryEventStore();
  let isAway = true;
  const gone = around(store, (_, go) => (isAway ? Promise.reject(new EngineUnavailable('away')) : go()));
  const chain = new ChainCurrency(gone, 'KRW');
  const selling = sellingIn(store, chain);
  const event = newEventOf(once(), { type: 'CartCreated', data: {} }, 0);
  await expect(selling.append('cart-1', -1, [event])).rejects.toThrow(EngineUnavailable);
  expect(await store.read('cart-1')).toEqual([]);
  isAway = false;
  await selling.append('cart-1', -1, [event]);
  expect(await fixedIn(store)).toHaveLength(1);
});

test('a log that is another one is asked again', async () => {
  const stores = [new MemoryEventStore(), new MemoryEventStore()] as const;
  let [store]: readonly MemoryEventStore[] = stores;
  const chain = new ChainCurrency(
    { read: (...args) => store!.read(...args), append: (...args) => store!.append(...args) },
    'KRW',
  );
  await chain.isFixed();
  store = stores[1];
  chain.forget();
  await chain.isFixed();
  expect(await fixedIn(stores[1])).toHaveLength(1);
});
