import type { Watched } from '../costs.js';
import { clientOf, jsonOf, type Answered } from './client.js';
import { asked, type Asked, type Server } from './http-rounds.js';
import { inFlight } from './in-flight.js';
import { MENUS, STORE } from './sold-menus.js';

/** So few that no add waits for the menu service until it is held. */
const AT_ONCE = 8;
const CARTS = 240;
const ADDS_OF_EACH = 3;

/** A round of people who fill carts and order them. */
export interface Visits {
  readonly adds: Asked;
  readonly orders: Asked;
}

interface Ports {
  readonly commandApi: Server;
  readonly queryApi: number;
}

const isHeld = ({ headers }: Answered): boolean => headers['retry-after'] !== undefined;

/** Rounds of them at one system; `watched` are the processes whose CPU is told beside. */
export const visitsTo = ({ commandApi, queryApi }: Ports, watched: Watched) => {
  const [commands, queries] = [clientOf(commandApi.port, AT_ONCE), clientOf(queryApi, 1)];
  const each = (count: number, work: (number: number) => Promise<unknown>) =>
    inFlight(AT_ONCE, (number) => number < count, work);
  let menus = 0;

  const round = async (): Promise<Visits> => {
    const carts: number[] = [];
    await each(CARTS, async () => {
      carts.push(Number(jsonOf(await commands.send('POST', `/mycart/${STORE}/create`)).cartId));
    });
    const held = new Set<number>();
    const adds = await asked(commandApi, watched, () =>
      each(CARTS * ADDS_OF_EACH, async (number) => {
        const cart = carts[number % CARTS] ?? 0;
        const answer = await commands.send('POST', `/mycart/${cart}/menu/${(menus++ % MENUS) + 1}/add`);
        if (isHeld(answer)) held.add(cart);
      }),
    );
    // What is held is settled some time; whoever orders before is refused.
    const ready = carts.filter((cart) => !held.has(cart));
    let position = '';
    const orders = await asked(commandApi, watched, () =>
      each(ready.length, async (number) => {
        const { headers } = await commands.send('POST', `/mycart/${ready[number]}/order`);
        position = String(headers['x-event-position'] ?? position);
      }),
    );
    // What the orders set off is done before the others' round begins.
    await queries.send('GET', `/orders?storeId=${STORE}&limit=1`, undefined, { 'X-Event-Position': position });
    return { adds, orders };
  };

  return {
    round,
    close: (): void => {
      for (const { close } of [commands, queries]) close();
    },
  };
};
