import { access } from '../auth/access.js';
import type { Described } from '../route.js';
import { health } from './answers/health.js';

/** A route that every process has: `GET /health/live`. */
export type ProcessKey = keyof typeof health.routes;

const keys = Object.keys(health.routes) as ProcessKey[];

/** What every process answers, whatever it is for. */
export const processRoutes: readonly Described[] = keys.map((key) => ({
  method: 'get',
  path: key.slice('GET '.length),
  who: access[key].who,
  of: 'process',
}));
