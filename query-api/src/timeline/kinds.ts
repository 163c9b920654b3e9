import {
  adminMenus,
  carts,
  CHAIN_STREAM,
  LOG_STREAM,
  orderTracking,
  payments,
  paymentStream,
  slots,
  storeMenus,
  stores,
} from '@doremi/domain';
import type { DomainEvent, Projection, Recorded } from '@doremi/event-sourcing';
import { stepOf } from '../past-fold.js';

/** Takes the next event, and gives back what the read model shows then; undefined where it shows nothing yet. */
type Follow = (event: Recorded) => object | undefined;

/** What is known of a stream of ours, for one reading of it. */
export interface Kind {
  /** Null where no read model shows what is in such streams. */
  readonly follow: Follow | null;
  /** A stream whose events are in the state as well. */
  readonly besides: string | null;
}

const plain: Kind = { follow: null, besides: null };

const ID = '[1-9]\\d{0,14}';
const DATE = '\\d{4}-\\d{2}-\\d{2}';

/** Every kind of stream that holds events of ours, by its name; what is not here is shown to nobody. */
const kinds: readonly (readonly [name: RegExp, kindOf: (key: string) => Kind])[] = [
  // What stores answer to a menu is in streams of their own: here it is as head office wrote it.
  [named('menu', ID), (id) => ({ ...plain, follow: withoutStores(following(adminMenus, id)) })],
  [named('store', ID), (id) => ({ ...plain, follow: following(stores, id) })],
  [named('storeMenu', `${ID}\\.${ID}`), (key) => ({ ...plain, follow: following(storeMenus, key) })],
  [named('cart', ID), (id) => ({ follow: following(carts, id), besides: paymentStream(Number(id)) })],
  [named('payment', ID), (id) => ({ follow: following(payments, id), besides: null })],
  [named('order', ID), (id) => ({ follow: following(orderTracking, id), besides: paymentStream(Number(id)) })],
  [named('slots', `${ID}-${DATE}`), (key) => ({ ...plain, follow: following(slots, key.replace('-', '.')) })],
  [named('receipts', `${ID}-${DATE}`), () => plain],
  [named('customer', '[0-9a-f]{64}'), () => plain],
  [new RegExp(`^${CHAIN_STREAM}()$`), () => plain],
  [new RegExp(`^${LOG_STREAM}()$`), () => plain],
];

function named(category: string, key: string): RegExp {
  return new RegExp(`^${category}-(${key})$`);
}

function following<Document extends object, Event extends DomainEvent>(
  fold: Projection<Document, Event>,
  key: string,
): Follow {
  const step = stepOf(fold, key);
  let document: Document | undefined;
  return (event) => (document = step(document, event) ?? document);
}

function withoutStores(follow: Follow): Follow {
  return (event) => {
    const { stores: _, ...menu } = (follow(event) ?? {}) as { readonly stores?: object };
    return 'menuId' in menu ? menu : undefined;
  };
}

/** Null where it is no stream of ours. */
export const kindOf = (stream: string): Kind | null => {
  for (const [name, kind] of kinds) {
    const found = name.exec(stream);
    if (found) return kind(found[1] ?? '');
  }
  return null;
};
