import type { Express, Request, Response } from 'express';
import { type Actor, ANONYMOUS } from '@doremi/domain';
import { HttpFault } from './http-fault.js';

/** What a request says of itself, whichever door it comes through: HTTP's headers, or another door's metadata. */
export interface RequestHeaders {
  get(name: string): string | undefined;
  /** Where it came over HTTP: its response. */
  readonly res?: Response;
}

/** Finds out who sent a request. Throws HttpFault for whoever says it in a way that can't be believed. */
export type Identify = (request: RequestHeaders) => Actor | Promise<Actor>;

const CUSTOMER = /^customer:([\x21-\x7e]{1,64})$/;
const STORE = /^store:(\d{1,6})$/;

/**
 * Who is asking, with AUTH=off or demo: everybody is anonymous with every role, unless `X-Actor` plays somebody
 * (`customer:alice`, `store:2002`, `admin`, `operator`), and then roles and ownership count.
 */
export const identify = (request: RequestHeaders): Actor => {
  const played = request.get('X-Actor');
  if (played === undefined) return ANONYMOUS;
  if (played === 'admin' || played === 'operator') return { sub: played, roles: [played] };
  const [, customer] = CUSTOMER.exec(played) ?? [];
  // "anonymous" and "system" are nobody's to play: they may do everything.
  if (customer !== undefined) return { sub: `customer:${customer}`, roles: ['customer'] };
  const [, store] = STORE.exec(played) ?? [];
  if (store !== undefined) return { sub: `store:${store}`, roles: ['store'], storeId: Number(store) };
  throw new HttpFault(400, 'ACTOR_INVALID', 'X-Actor is customer:NAME, store:ID, admin or operator');
};

const SETTING = 'identify';

/** Says how an app finds out who asks. Without it, `identify` above is asked. */
export const identifyOn = (app: Express, how: Identify): void => void app.set(SETTING, how);

const ACTOR = Symbol('who asks');

/** A request that remembers who sent it. */
interface Known extends Request {
  [ACTOR]?: Actor | Promise<Actor>;
}

/** Who sent a request, by what its app was told; found out once, however many ask. */
export const actorOf = (request: Known): Actor | Promise<Actor> =>
  (request[ACTOR] ??= ((request.app.get(SETTING) as Identify | undefined) ?? identify)(request));
