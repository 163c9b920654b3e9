import { clientOf, jsonOf } from './client.js';
import { inFlight } from './in-flight.js';

export const STORE = 2002;
export const MENUS = 200;

/** Menus 1 to MENUS, on sale at the store. */
export const sellMenus = async (commandApi: number): Promise<void> => {
  const { send, close } = clientOf(commandApi, 8);
  const card = { menuName: 'pizza3', menuType: 'pizza', description: 'pizzadesc', price: 150 };
  await inFlight(
    8,
    (number) => number < MENUS,
    async () => {
      const { menuId } = jsonOf(await send('POST', '/menus', card));
      await send('POST', `/stores/${STORE}/menus/${Number(menuId)}/approve`);
    },
  );
  close();
};

/** A request that sets a price which no request before has set, so that each one appends an event. */
export const priceRequest = (number: number): { path: string; body: { price: number } } => ({
  path: `/stores/${STORE}/menus/${(number % MENUS) + 1}/price`,
  body: { price: (100 + (number % 900_000)) / 100 },
});
