export { DECLARED_SETTINGS, type ReadBy } from './declared-settings.js';
export { silentLog } from './testing/silent-log.js';
export { withTracing } from './testing/tracing-in-memory.js';
