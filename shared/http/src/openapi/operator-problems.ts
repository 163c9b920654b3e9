import { array, count, nullable, optional, text } from '../responses/schemas.js';

const build = { build: text };
/** How far a build is that should be read, and the one that is. */
const standing = {
  ...build,
  live: nullable(text),
  watermark: nullable(text),
  liveWatermark: nullable(text),
  parked: count,
};

/** The fields of the operator's problems beside their codes. */
export const operatorProblems = {
  BUILDS_CHANGED: standing,
  BUILD_BEHIND: standing,
  BUILD_HAS_PARKED: standing,
  BUILD_INCOMPLETE: standing,
  BUILD_IS_LIVE: build,
  BUILD_IS_ONLY_ONE: build,
  BUILD_NOT_FOUND: { known: array(text) },
  BUILD_STRANDED: standing,
  BUILD_UNDER_WAY: build,
  EVENT_GONE: { id: text },
  FULL_INVALID: {},
  NOTHING_TO_COMPARE: build,
  NO_MISMATCH: {},
  NO_REBUILD_UNDER_WAY: { name: optional(text), build: optional(text) },
  NO_WAY_BACK: { name: text },
  PARKED_CHANGED: { id: text },
  PARKED_NOT_FOUND: { id: text },
  PROJECTION_NOT_FOUND: { known: array(text) },
  RETRY_FAILED: { id: text },
  SINCE_INVALID: {},
  STREAM_NOT_FOUND: { stream: text },
} as const;
