import type { Request } from 'express';
import { ANONYMOUS, type Actor } from '../kernel/actor.js';
import { HttpFault } from './http-fault.js';

const CUSTOMER = /^customer:([\x21-\x7e]{1,64})$/;
const STORE = /^store:(\d{1,6})$/;

/**
 * Who is asking, with AUTH=off or demo: everybody is anonymous with every role, unless `X-Actor` plays somebody
 * (`customer:alice`, `store:2002`, `admin`, `operator`), and then roles and ownership count.
 */
export const identify = (request: Request): Actor => {
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
