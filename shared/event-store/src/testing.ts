export { LIMITS } from './connection/connection.js';
export { eventStoreUrl, withEventStore } from './testing/with-event-store.js';
