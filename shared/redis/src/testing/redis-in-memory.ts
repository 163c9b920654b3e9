import type { Helper } from '../redis.js';

/** Redis as this system uses it, within one process and always there; nothing kept runs out. */
export const redisInMemory = (): Helper => {
  const numbers = new Map<string, number>();
  const texts = new Map<string, string>();
  const listeners = new Map<string, Set<(message: string) => void>>();
  const next = (name: string): number => {
    const number = (numbers.get(name) ?? 0) + 1;
    numbers.set(name, number);
    return number;
  };
  return {
    next: (name) => Promise.resolve(next(name)),
    raise: (name, atLeast) => {
      numbers.set(name, Math.max(atLeast, numbers.get(name) ?? 0));
      return Promise.resolve();
    },
    keep: (key, text) => {
      texts.set(key, text);
      return Promise.resolve();
    },
    kept: (key) => Promise.resolve(texts.get(key) ?? null),
    forget: (key) => {
      texts.delete(key);
      return Promise.resolve();
    },
    publish: (channel, message) => {
      for (const listener of listeners.get(channel) ?? []) listener(message);
      return Promise.resolve(true);
    },
    subscribe: (channel, listener) => {
      const known = listeners.get(channel) ?? new Set();
      listeners.set(channel, known.add(listener));
      return () => void known.delete(listener);
    },
    listeningSince: () => 0,
    ping: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
};
