import { Redis } from 'ioredis';

/** What Redis helps with. It is never trusted with truth: every answer may be missing, and then nothing is lost. */
export interface Helper {
  /** The next number of a sequence, from 1; null while Redis is away, and where it holds what can be no such number. */
  next(name: string): Promise<number | null>;
  /** Lifts a sequence that was emptied to at least this number. */
  raise(name: string, atLeast: number): Promise<void>;
  /** Keeps a text under a key for so long; milliseconds. Nothing happens while Redis is away. */
  keep(key: string, text: string, forMs: number): Promise<void>;
  /** What is kept under a key; null where nothing is, undefined while Redis is away. */
  kept(key: string): Promise<string | null | undefined>;
  /** Forgets what is kept under a key; it goes by itself in any case. */
  forget(key: string): Promise<void>;
  /** Tells everybody who listens; false while Redis is away. */
  publish(channel: string, message: string): Promise<boolean>;
  /** Listens, also after Redis was away; messages of that time are missed. Returns how to stop. */
  subscribe(channel: string, listener: (message: string) => void): () => void;
  /** Since when nothing was missed of what it listens to, by `performance.now()`; null while something may be. */
  listeningSince(): number | null;
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** The highest id that a path can name: fifteen digits. */
const HIGHEST_ID = 999_999_999_999_999;

const options = {
  enableOfflineQueue: false,
  maxRetriesPerRequest: 0,
  commandTimeout: 500,
  connectTimeout: 1_000,
  disconnectTimeout: 500,
  retryStrategy: (times: number) => Math.min(times * 100, 1_000),
} as const;

/** A connection of its own for a library that brings its own commands; a call made while Redis is away fails at once. */
export const redisConnection = (url: string): Redis =>
  // Without a listener ioredis prints every failed reconnection; readiness says it instead.
  new Redis(url, options).on('error', () => undefined);

/** Connects in the background and keeps trying; a call made while Redis is away answers at once. */
export const connectRedis = (url: string): Helper => {
  const commands = redisConnection(url);
  const subscriber = new Redis(url, { ...options, enableOfflineQueue: true, maxRetriesPerRequest: null });
  const listeners = new Map<string, Set<(message: string) => void>>();
  subscriber.on('error', () => undefined);
  subscriber.on('message', (channel: string, message: string) => {
    for (const listener of listeners.get(channel) ?? []) listener(message);
  });

  let since: number | null = null;
  let tries = 0;
  /** All channels again: the answer to that comes once each of them is listened to. */
  const listen = async (): Promise<void> => {
    const own = ++tries;
    since = null;
    const channels = [...listeners.keys()];
    if (channels.length > 0) await subscriber.subscribe(...channels);
    if (own === tries) since = performance.now();
  };
  const listenAgain = (): void => void listen().catch(() => undefined);
  subscriber.on('ready', listenAgain);
  subscriber.on('close', () => {
    tries++;
    since = null;
  });

  const whenThere = async <T>(call: () => Promise<T>, away: T): Promise<T> => call().catch(() => away);

  return {
    next: (name) =>
      whenThere<number | null>(async () => {
        const number = await commands.incr(name);
        return number >= 1 && number <= HIGHEST_ID ? number : null;
      }, null),
    raise: (name, atLeast) =>
      whenThere(async () => {
        const behind = atLeast - Number((await commands.get(name)) ?? 0);
        // Two at once may both add: gaps in a sequence are fine, repeats are refused by the event store.
        if (behind > 0) await commands.incrby(name, behind);
      }, undefined),
    keep: (key, text, forMs) =>
      whenThere(async () => {
        await commands.set(key, text, 'PX', forMs);
      }, undefined),
    kept: (key) => whenThere<string | null | undefined>(() => commands.get(key), undefined),
    forget: (key) =>
      whenThere(async () => {
        await commands.del(key);
      }, undefined),
    publish: (channel, message) =>
      whenThere(async () => {
        await commands.publish(channel, message);
        return true;
      }, false),
    subscribe: (channel, listener) => {
      const known = listeners.get(channel) ?? new Set();
      listeners.set(channel, known.add(listener));
      listenAgain();
      return () => {
        known.delete(listener);
      };
    },
    listeningSince: () => since,
    ping: async () => {
      await commands.ping();
    },
    close: () => {
      commands.disconnect();
      subscriber.disconnect();
      return Promise.resolve();
    },
  };
};
