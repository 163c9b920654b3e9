import { cardFields } from './menus.schemas.js';
import { flag, id, instant, money, nullable, object, oneOf } from './schemas.js';

/** What every response with a store's menu in it says of that. */
export const storeMenuFields = {
  storeId: id,
  menuId: id,
  menuStatus: oneOf('REGISTERED', 'APPROVED', 'REJECTED', 'DELISTED'),
  available: flag,
  liveRevision: nullable(id),
  pendingRevision: nullable(id),
  soldOutUntil: nullable(instant),
  version: id,
};

/** The revision that waits for the store's answer. */
const PendingCard = object({ revision: id, ...cardFields });

/** What a store has to judge, and the price that it set itself: for the store and head office. */
export const judgedFields = { pending: nullable(PendingCard), ownPrice: nullable(money) };
