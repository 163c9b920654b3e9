import type { Helper } from '@doremi/redis';

/** A Redis that is away: every process counts on its own. */
export const noRedis: Helper = {
  next: () => Promise.resolve(null),
  raise: () => Promise.resolve(),
  keep: () => Promise.resolve(),
  kept: () => Promise.resolve(undefined),
  forget: () => Promise.resolve(),
  publish: () => Promise.resolve(false),
  subscribe: () => () => undefined,
  listeningSince: () => null,
  ping: () => Promise.reject(new Error('away')),
  close: () => Promise.resolve(),
};
