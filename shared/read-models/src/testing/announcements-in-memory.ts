import type { Announcements } from '@doremi/event-sourcing';

/** What Redis does for announcements, within one process. */
export const announcementsInMemory = (): Announcements => {
  const listeners = new Map<string, Set<(message: string) => void>>();
  return {
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
  };
};
