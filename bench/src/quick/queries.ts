import type { Watched } from '../costs.js';
import { clientOf, jsonOf, type Send } from './client.js';
import type { Figure } from './figure.js';
import { asked, CLIENTS, figuresOfHttp, type Server } from './http-rounds.js';
import { inFlight, lasting } from './in-flight.js';
import { alternate } from './rounds.js';
import { STORE } from './sold-menus.js';

const ROUND_MS = 800;
const ROUNDS = 5;
const TARGETS = { cart: 0.8, menus: 0.85 };
const CARTS = 50;
const LINES = 3;

/** GETs to query-api over those to a server that does the same find and sends what it found. */
export const queriesOverBare = async (
  commandApi: number,
  queryApi: Server,
  bare: Server,
  engines: Watched,
): Promise<Figure[]> => {
  const carts = await fillCarts(commandApi, queryApi.port);
  const [ours, baseline] = [clientOf(queryApi.port, CLIENTS), clientOf(bare.port, CLIENTS)];
  const compared = async (what: string, target: number, path: (number: number) => string): Promise<Figure[]> => {
    const round = (send: Send, server: Server) => () =>
      asked(server, engines, () => inFlight(CLIENTS, lasting(ROUND_MS), (number) => send('GET', path(number))));
    const rounds = await alternate(ROUNDS, round(ours.send, queryApi), round(baseline.send, bare));
    return figuresOfHttp(what, rounds, target);
  };
  const figures = [
    ...(await compared(
      'GET a cart over a bare server that finds it',
      TARGETS.cart,
      (number) => `/mycart/${carts[number % CARTS]}`,
    )),
    ...(await compared('GET 50 menus of a store over a bare server', TARGETS.menus, () => `/stores/${STORE}/menus`)),
  ];
  for (const { close } of [ours, baseline]) close();
  return figures;
};

/** Carts with a few lines each, there to be read when this returns. */
const fillCarts = async (commandApi: number, queryApi: number): Promise<number[]> => {
  const [commands, queries] = [clientOf(commandApi, 4), clientOf(queryApi, 4)];
  const carts: number[] = [];
  await inFlight(
    4,
    (number) => number < CARTS,
    async () => {
      const cartId = Number(jsonOf(await commands.send('POST', `/mycart/${STORE}/create`)).cartId);
      let position = '';
      for (let menuId = 1; menuId <= LINES; menuId++)
        position = String(
          (await commands.send('POST', `/mycart/${cartId}/menu/${menuId}/add`)).headers['x-event-position'],
        );
      await queries.send('GET', `/mycart/${cartId}`, undefined, { 'X-Event-Position': position });
      carts.push(cartId);
    },
  );
  for (const { close } of [commands, queries]) close();
  return carts;
};
