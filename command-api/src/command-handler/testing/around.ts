import type { EventStore } from '@doremi/event-sourcing';

type Around = <Result>(call: 'append' | 'read', go: () => Promise<Result>) => Promise<Result>;

/** The same event store with something around each of its calls. */
export const around = (store: EventStore, wrap: Around): EventStore => ({
  append: (...args) => wrap('append', () => store.append(...args)),
  read: (...args) => wrap('read', () => store.read(...args)),
  end: () => store.end(),
  subscribe: (options) => store.subscribe(options),
  consume: (...args) => store.consume(...args),
  ping: () => store.ping(),
  close: () => store.close(),
});

/** The same event store, and how often each of its calls was made. */
export const counted = (store: EventStore): { store: EventStore; calls: { append: number; read: number } } => {
  const calls = { append: 0, read: 0 };
  const counting = around(store, (call, go) => {
    calls[call]++;
    return go();
  });
  return { store: counting, calls };
};
