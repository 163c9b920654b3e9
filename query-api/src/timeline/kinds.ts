import { adminMenus, carts, orderTracking, payments, paymentStream, slots, storeMenus, stores } from '@doremi/domain';
import type { DomainEvent, Projection, Recorded } from '@doremi/event-sourcing';
import { stepOf } from '../past-fold.js';
import { chainState, erasureState, logState, receiptsState } from './told-by-stream.js';

/** Takes the next event, and gives back what is so then; undefined where there is nothing to show yet. */
type Follow = (event: Recorded) => object | undefined;

/** What is known of a stream of ours, for one reading of it. */
export interface Kind {
  readonly follow: Follow;
  /** A stream whose events are in the state as well. */
  readonly besides?: string;
}

interface Streams {
  /** What comes behind the name of the kind and `-`. */
  readonly key: string;
  readonly kindOf: (key: string) => Kind;
}

const ID = '[1-9]\\d{0,14}';
const DATE = '\\d{4}-\\d{2}-\\d{2}';

/** Every kind of stream that holds events of ours, by its name; what is not here is shown to nobody. */
const STREAMS: Readonly<Record<string, Streams>> = {
  // What stores answer to a menu is in streams of their own: here it is as head office wrote it.
  menu: { key: ID, kindOf: (id) => ({ follow: withoutStores(following(adminMenus, id)) }) },
  store: { key: ID, kindOf: (id) => ({ follow: following(stores, id) }) },
  storeMenu: { key: `${ID}\\.${ID}`, kindOf: (key) => ({ follow: following(storeMenus, key) }) },
  cart: { key: ID, kindOf: (id) => ({ follow: following(carts, id), besides: paymentStream(Number(id)) }) },
  payment: { key: ID, kindOf: (id) => ({ follow: following(payments, id) }) },
  order: { key: ID, kindOf: (id) => ({ follow: following(orderTracking, id), besides: paymentStream(Number(id)) }) },
  slots: { key: `${ID}-${DATE}`, kindOf: (key) => ({ follow: following(slots, key.replace('-', '.')) }) },
  // No read model shows what is in these.
  receipts: { key: `${ID}-${DATE}`, kindOf: (key) => ({ follow: following(receiptsState, key) }) },
  customer: { key: '[0-9a-f]{64}', kindOf: (hash) => ({ follow: following(erasureState, hash) }) },
  chain: { key: '1', kindOf: (key) => ({ follow: following(chainState, key) }) },
  log: { key: '1', kindOf: (key) => ({ follow: following(logState, key) }) },
};

/** The kinds of streams that are shown. */
export const STREAM_KINDS: readonly string[] = Object.keys(STREAMS);

function following<Document extends object, Event extends DomainEvent>(
  fold: Pick<Projection<Document, Event>, 'key' | 'on'>,
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
  const [name = ''] = stream.split('-');
  if (!Object.hasOwn(STREAMS, name)) return null;
  const { key, kindOf } = STREAMS[name] as Streams;
  const found = new RegExp(`^${name}-(${key})$`).exec(stream);
  return found && kindOf(found[1] as string);
};
