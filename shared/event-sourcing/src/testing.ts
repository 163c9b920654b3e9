export type { Appended } from './event-store.js';
export { asWritten } from './testing/as-written.js';
export { eventually } from './testing/eventually.js';
export { happened } from './testing/happened.js';
export { isEnginesRun, isOfThisFile, namedEngine, needsOwnServer, ofThisFile } from './testing/named-engine.js';
export { newEvent } from './testing/new-event.js';
