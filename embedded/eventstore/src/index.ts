export { MessageBatch, serializeBatch } from './grpc/message-batch.js';
export { StreamsService } from './grpc/generated.js';
export { type EventStoreOptions, type RunningEventStore, startEventStore } from './server.js';
export { EventStore } from './store/event-store.js';
