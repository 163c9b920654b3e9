import type { Documentation } from '../route.js';
import { unknown } from '../responses/schemas.js';

const about = { operation: 'madeUp', summary: 'Made up for a test', tag: 'health' } as const;

/** What a route that is made up for a test says of itself: nothing that a response could be held against. */
export const madeUp: Documentation = { ...about, responses: {} };
export const madeUpStream = { ...about, event: unknown };
