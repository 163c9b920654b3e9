import { count, named, oneOf, type Static, text } from '@doremi/http';

/** What a snapshot is of, and what is current. */
export const LiveTopic = named('LiveTopic', { topic: text });
export type LiveTopic = Static<typeof LiveTopic>;

/** A topic that is not told, and what the GET of it would be answered. */
export const LiveRefusal = named('LiveRefusal', {
  topic: text,
  code: oneOf('FORBIDDEN', 'STORE_NOT_FOUND', 'ORDER_NOT_FOUND', 'CART_NOT_FOUND'),
  status: count,
});
export type LiveRefusal = Static<typeof LiveRefusal>;
