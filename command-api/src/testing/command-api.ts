import { type MemoryKeyStore, personalDataInMemory } from '@doremi/personal-data/testing';
import { type MoneyTerms, PLAIN_MONEY } from '@doremi/domain';
import type { EventStore } from '@doremi/event-sourcing';
import { type Answered, type Call, withRoutes } from '@doremi/http/testing';
import { expect } from '@jest/globals';
import { idsOn } from '../ids/id-sequence.js';
import type { MenuServiceProbe } from '../cart/menu-service-probe.js';
import { aggregatesOn } from '../aggregates.js';
import { routesOn } from '../routes.js';
import type { GivenEngines } from './given-engines.js';
import type { GivenPaymentProvider } from './given-payment-provider.js';
import { inMemory } from './in-memory.js';

type Asking = [method: string, path: string, body?: unknown, headers?: Record<string, string>];

export interface CommandApi {
  readonly call: Call;
  readonly standIn: GivenPaymentProvider;
  readonly store: EventStore;
  /** Of what is personal. */
  readonly keys: MemoryKeyStore;
  /** Asks for what is refused with this status and code, and sees to it that nothing happened. */
  readonly refused: (status: number, code: string, ...asking: Asking) => Promise<Answered>;
  /** Asks for what succeeds, and answers its body. */
  readonly done: (status: number, ...asking: Asking) => Promise<Record<string, unknown>>;
  /** A menu that is on sale at the store, at this decimal price. */
  readonly onSale: (storeId: number, price?: number) => Promise<number>;
  /** A cart at the store with one such menu in it. */
  readonly filledCart: (storeId: number, price?: number, headers?: Record<string, string>) => Promise<number>;
}

/** A menu service that is there. */
export const answering: MenuServiceProbe = { ask: () => Promise.resolve(null), breaker: () => 'closed' };

/** The routes of this service over HTTP, on engines of their own, for all tests of a file; no policy runs. */
export const withCommandApi = (
  menuService: MenuServiceProbe = answering,
  engines: GivenEngines = inMemory(),
  money: MoneyTerms = PLAIN_MONEY,
): CommandApi => {
  const { standIn, redis } = engines;
  // No key is kept, and no outage remembered: what happened to the key store is so at once.
  const personal = personalDataInMemory({ keepFor: 0, awayFor: 0 });
  const { call } = withRoutes(() => {
    const { store } = engines;
    return routesOn(
      aggregatesOn(store),
      store,
      idsOn(redis(), store),
      standIn.provider(),
      menuService,
      personal,
      money,
    );
  });

  const done: CommandApi['done'] = async (status, ...asking) => {
    const answer = await call(...asking);
    expect({ status: answer.status, body: answer.body }).toEqual({ status, body: answer.body });
    return answer.body;
  };

  const refused: CommandApi['refused'] = async (status, code, ...asking) => {
    const before = await engines.store.end();
    const answer = await call(...asking);
    expect({ status: answer.status, code: answer.body.code }).toEqual({ status, code });
    expect(answer.headers.get('Content-Type')).toMatch('application/problem+json');
    expect(await engines.store.end()).toBe(before);
    return answer;
  };

  const onSale: CommandApi['onSale'] = async (storeId, price = 150) => {
    const card = { menuName: 'pizza3', menuType: 'pizza', description: 'pizzadesc', price };
    const { menuId } = await done(201, 'POST', '/menus', card);
    await done(200, 'POST', `/stores/${storeId}/menus/${String(menuId)}/approve`);
    return Number(menuId);
  };

  const filledCart: CommandApi['filledCart'] = async (storeId, price, headers) => {
    const menuId = await onSale(storeId, price);
    const { cartId } = await done(201, 'POST', `/mycart/${storeId}/create`, undefined, headers);
    await done(200, 'POST', `/mycart/${Number(cartId)}/menu/${menuId}/add`, undefined, headers);
    return Number(cartId);
  };

  return {
    call,
    standIn,
    keys: personal.store,
    done,
    refused,
    onSale,
    filledCart,
    get store() {
      return engines.store;
    },
  };
};
