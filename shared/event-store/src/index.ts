export { EventStoreConnection } from './connection/connection.js';
export { connectEventStore, eventStoreOn } from './event-store-db.js';
export { eventStoreVersion } from './event-store-version.js';
export { type GroupBacklog, groupBacklogsOn } from './group-backlog.js';
export { type ParkedDeliveries, parkedDeliveriesOn, type ParkedDelivery } from './parked-deliveries.js';
