import { problemRef } from './problem-schemas.js';
import { anyOf, object } from './schema.js';

/** Values as they come, one JSON text a line. */
export const JSON_LINES = 'application/x-ndjson';

const CODES = ['ENGINE_UNAVAILABLE', 'EVENT_STORE_MISMATCH', 'EVENT_VERSION_NEWER', 'INTERNAL_ERROR'] as const;

/** The last line where something broke off what was told. */
export const brokenOff = object({ problem: anyOf(...CODES.map(problemRef)) });
