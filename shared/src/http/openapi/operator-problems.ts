import { array, integer, nullable, text } from './schema.js';

const build = { build: text };
/** How far a build is that should be read, and the one that is. */
const standing = {
  ...build,
  live: nullable(text),
  watermark: nullable(text),
  liveWatermark: nullable(text),
  parked: integer(0),
};

/** What the operator's refusals tell beside their codes. */
export const operatorProblems = {
  BUILDS_CHANGED: { always: standing },
  BUILD_BEHIND: { always: standing },
  BUILD_HAS_PARKED: { always: standing },
  BUILD_INCOMPLETE: { always: standing },
  BUILD_IS_LIVE: { always: build },
  BUILD_IS_ONLY_ONE: { always: build },
  BUILD_NOT_FOUND: { always: { known: array(text) } },
  BUILD_STRANDED: { always: standing },
  BUILD_UNDER_WAY: { always: build },
  EVENT_GONE: { always: { id: text } },
  NOTHING_TO_COMPARE: { always: build },
  NO_MISMATCH: {},
  NO_REBUILD_UNDER_WAY: { sometimes: { name: text, ...build } },
  NO_WAY_BACK: { always: { name: text } },
  PARKED_CHANGED: { always: { id: text } },
  PARKED_NOT_FOUND: { always: { id: text } },
  PROJECTION_NOT_FOUND: { always: { known: array(text) } },
  RETRY_FAILED: { always: { id: text } },
  SINCE_INVALID: {},
} as const;
