export { type Decider, type DomainEvent, fold } from './decider.js';
export {
  EVENT_LOG,
  type EventLog,
  type Mismatch,
  MISMATCH_KEY,
  MISMATCH_LASTS,
  mismatchText,
  readEventLog,
  readMismatch,
} from './event-log.js';
export {
  type Delivery,
  EngineUnavailable,
  type EventStore,
  EventStoreMismatch,
  type LogItem,
  type LookedUp,
  type LookUp,
  type NewEvent,
  PositionNotInLog,
  type SubscribeOptions,
  type Witness,
  WrongExpectedRevision,
} from './event-store.js';
export { eventIdOf, idOf } from './ids.js';
export { InactivityTimeout, Silence } from './inactivity-timeout.js';
export { isBefore, parsePlace, type Place, textOf } from './place.js';
export {
  BEGINNING,
  earlierOf,
  isBeyond,
  isNowhere,
  laterOf,
  numbersOf,
  parsePosition,
  type Position,
  positionOf,
} from './position.js';
export { projection, type Projection, type ReadModel } from './projection.js';
export {
  type Announcements,
  type Change,
  CHANGED,
  changesMessage,
  PROMOTED,
  readChanges,
} from './read-models/announcements.js';
export { type Build, buildId, type BuildState, liveOf, modelId, type Stranded } from './read-models/build.js';
export { type Checkpoint, type Lease, type Partition, type Seen, watermarkOf } from './read-models/partition.js';
export type { EventActor, EventMetadata, Recorded, Upcast } from './recorded.js';
export { isRefusal, type Refusal, refuse } from './refusal.js';
export type { Newest, SnapshotStore } from './snapshot-store.js';
export { evolveVersioned, foldVersioned, ofVersion, type Versioned } from './versioned.js';
export { withinDeadline } from './within-deadline.js';
