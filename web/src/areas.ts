import type { Role } from './session/session.js';

/** The four parts of the pages, who works in each, and where it begins. */
export const AREAS = [
  { name: 'shop', path: '/shop', role: 'customer' },
  { name: 'kitchen', path: '/kitchen', role: 'store' },
  { name: 'office', path: '/office', role: 'admin' },
  { name: 'operations', path: '/operations', role: 'operator' },
] as const satisfies readonly { name: string; path: string; role: Role }[];

export type Area = (typeof AREAS)[number];
