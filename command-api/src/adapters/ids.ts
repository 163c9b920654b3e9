import type { EventStore } from '@doremi/shared/engines/event-store';
import type { Helper } from '@doremi/shared/engines/redis';
import { cartStream, menuStream } from '@doremi/shared/events/streams';
import { idSequence, type Floor, type IdSequence } from './id-sequence.js';

/** Where the ids of new things come from; the others follow from what they belong to. */
export interface Ids {
  readonly menus: IdSequence;
  readonly carts: IdSequence;
}

export const idsOn = (
  redis: Helper,
  store: EventStore,
  floors?: { readonly menu: Floor; readonly cart: Floor },
): Ids => ({
  menus: idSequence(redis, store, 'ids:menu', menuStream, floors?.menu),
  carts: idSequence(redis, store, 'ids:cart', cartStream, floors?.cart),
});
