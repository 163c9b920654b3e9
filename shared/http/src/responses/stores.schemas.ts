import { id, instant, named, nullable, oneOf, text, type Static } from './schemas.js';

export const Store = named('Store', {
  storeId: id,
  storeName: text,
  address: text,
  timezone: text,
  status: oneOf('OPEN', 'PAUSED', 'CLOSED'),
  until: nullable(instant),
});
export type Store = Static<typeof Store>;
