export type { EngineVersion } from './engine-version.js';
export { TestNode } from './testing/cluster-node.js';
export { startCluster, TestCluster } from './testing/cluster.js';
export { eventStoreUrl, givenEventStore, type GivenEventStore, ownEventStore } from './testing/given-event-store.js';
