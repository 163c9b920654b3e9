import {
  cartStream,
  carts,
  type CartView,
  orderStream,
  orderTracking,
  type OrderTrack,
  payments,
  paymentStream,
  type PaymentView,
  storeMenus,
  storeMenuStream,
  type StoreMenuView,
} from '@doremi/domain';
import {
  type DomainEvent,
  type EventStore,
  parsePlace,
  type Position,
  type Projection,
  type Recorded,
} from '@doremi/event-sourcing';
import { stepOf } from './past-fold.js';
import { type Moment, type Stretch, timelineOf } from './timeline/timeline.js';

/** How something was: what the read model showed of it then, and when its last event before that happened (ISO 8601). */
export interface Was<Document> {
  readonly document: Document;
  readonly at: string;
}

/**
 * What was so at a moment: a time (ISO 8601, UTC) or a place in the log. It is folded from the streams themselves, by the folds of
 * the read models. Null where nothing had happened yet. Throws EngineUnavailable, and NewerEventVersion.
 */
export interface Past {
  order(orderId: number, asOf: string): Promise<Was<OrderTrack> | null>;
  cart(cartId: number, asOf: string): Promise<Was<CartView> | null>;
  payment(paymentId: number, asOf: string): Promise<Was<PaymentView> | null>;
  storeMenu(storeId: number, menuId: number, asOf: string): Promise<Was<StoreMenuView> | null>;
  /** The events that links (`revision@stream`) of one stretch of the log lead to, oldest first; without what is not there any more. */
  linked(links: readonly string[]): Promise<readonly Recorded[]>;
  /** What happened in one of our streams, oldest first, with what came of it; null where it is none of ours, or empty. */
  timeline(of: Stretch): Promise<readonly Moment[] | null>;
}

type Reads = Pick<EventStore, 'read'>;

/** `history` is asked for when somebody asks for the past, and not before. */
export const pastIn = (history: () => Promise<Reads>): Past => ({
  // What was paid is on another stream than what was ordered.
  order: (id, asOf) => wasAsOf(history, orderTracking, id, [orderStream(id), paymentStream(id)], asOf),
  cart: (id, asOf) => wasAsOf(history, carts, id, [cartStream(id), paymentStream(id)], asOf),
  payment: (id, asOf) => wasAsOf(history, payments, id, [paymentStream(id)], asOf),
  storeMenu: (storeId, menuId, asOf) =>
    wasAsOf(history, storeMenus, `${storeId}.${menuId}`, [storeMenuStream(storeId, menuId)], asOf),
  linked: (links) => linkedIn(history, links),
  timeline: (of) => timelineOf(history, of),
});

/** Of each stream all between the first and the last one: neighbours in the log have little in between. */
const linkedIn = async (history: () => Promise<Reads>, links: readonly string[]): Promise<readonly Recorded[]> => {
  const wanted = new Map<string, number[]>();
  for (const link of links) {
    const at = link.indexOf('@');
    const stream = link.slice(at + 1);
    wanted.set(stream, [...(wanted.get(stream) ?? []), Number(link.slice(0, at))]);
  }
  const store = await history();
  const read = [...wanted].map(async ([stream, revisions]) => {
    const from = Math.min(...revisions);
    const events = await store.read(stream, from, Math.max(...revisions) - from + 1);
    return events.filter(({ revision }) => revisions.includes(revision));
  });
  return inOrder((await Promise.all(read)).flat());
};

const inOrder = (events: readonly Recorded[]): Recorded[] =>
  [...events].sort((a, b) => (a.position < b.position ? -1 : 1));

const wasAsOf = async <Document extends object, Event extends DomainEvent>(
  history: () => Promise<Reads>,
  fold: Projection<Document, Event>,
  key: string | number,
  streams: readonly string[],
  asOf: string,
): Promise<Was<Document> | null> => {
  const store = await history();
  const read = await Promise.all(streams.map((stream) => store.read(stream)));
  const events = inOrder(read.flatMap((said) => until(said, asOf)));
  const step = stepOf(fold, key);
  let was = null as Was<Document> | null;
  for (const event of events) {
    const next = step(was?.document, event);
    if (next) was = { document: next, at: event.metadata.occurredAt };
  }
  return was;
};

/** Up to the last one that is not later: an event after it may say an earlier time, of a clock that was behind. */
const until = (said: readonly Recorded[], asOf: string): readonly Recorded[] => {
  const place = parsePlace(asOf);
  const isThen = place ? isAt(place.position) : ({ metadata }: Recorded) => metadata.occurredAt <= asOf;
  return said.slice(0, said.findLastIndex(isThen) + 1);
};

const isAt =
  (place: Position) =>
  ({ position }: Recorded): boolean =>
    position <= place;
