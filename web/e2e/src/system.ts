import { afterAll, beforeAll } from '@jest/globals';
import { System } from '@doremi/tools';
import { type People, peopleAt } from './people.js';

/** A system for a file of tests, as `npm start` has it, without limits: everybody comes from one address here. */
export const givenSystem = (environment: NodeJS.ProcessEnv = {}) => {
  let system: System | undefined;
  const url = (): string => {
    if (!system) throw new Error('the system has not started yet');
    return system.url;
  };
  beforeAll(async () => {
    system = await System.start({ RATE_LIMITS: 'off', ...environment });
  });
  afterAll(() => system?.remove());
  return {
    url,
    get system(): System {
      if (!system) throw new Error('the system has not started yet');
      return system;
    },
    people: peopleAt(url),
  };
};

/** A menu that is on sale at a store; its number. */
export const aMenuOnSale = async (
  { ask }: People,
  storeId: number,
  card: Readonly<Record<string, unknown>> = {},
): Promise<number> => {
  const { menuId } = await ask('admin', 201, 'POST /menus', {
    ...{ menuName: 'Margherita', menuType: 'pizza', description: 'Tomato, mozzarella, basil', price: 12.5 },
    ...{ storeIds: [storeId], ...card },
  });
  await ask(`store:${storeId}`, 200, `POST /stores/${storeId}/menus/${Number(menuId)}/approve`, {});
  return Number(menuId);
};

interface Paid {
  readonly storeId: number;
  readonly menuId: number;
  readonly customer?: string;
  readonly quantity?: number;
}

/** An order that is paid; its number. */
export const aPaidOrder = async (
  { ask }: People,
  { storeId, menuId, customer = 'alice', quantity = 1 }: Paid,
): Promise<number> => {
  const as = `customer:${customer}`;
  const { cartId } = await ask(as, 201, `POST /mycart/${storeId}/create`, {});
  await ask(as, 200, `POST /mycart/${Number(cartId)}/menu/${menuId}/add`, { quantity });
  await ask(as, 201, `POST /mycart/${Number(cartId)}/order`, {});
  return Number(cartId);
};
