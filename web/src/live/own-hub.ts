import { effect } from '@preact/signals';
import { headersOfSession } from '../session/current.js';
import { LiveHub, type Listener } from './live-hub.js';
import type { Source } from './live-protocol.js';

/** A hub of this window's own: another one for another person, told of the topics that are watched by then. */
export const hubOf = (hear: Listener['tell'], person: () => string, topics: () => readonly string[]): Source => {
  const listener: Listener = { tell: hear };
  let hub = new LiveHub({ headers: headersOfSession });
  let of = person();
  effect(() => {
    if (of === person()) return;
    of = person();
    hub.leave(listener);
    hub = new LiveHub({ headers: headersOfSession });
    for (const topic of topics()) hub.watch(listener, topic, null);
  });
  return {
    watch: (topic, position) => hub.watch(listener, topic, position),
    unwatch: (topic) => hub.unwatch(listener, topic),
    network: (isThere) => hub.network(isThere),
  };
};
