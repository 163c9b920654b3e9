import { expectKnownVersion } from '@doremi/domain';
import type { EventStore, Recorded } from '@doremi/event-sourcing';
import { kindOf } from './kinds.js';
import { withoutPersons } from './without-persons.js';

/** An event, and what was so after it: both without what is personal, amounts as decimals. */
export interface Moment {
  readonly event: Recorded;
  readonly data: object;
  /** What the read model showed then; null where none does, or where there was nothing to show yet. */
  readonly state: object | null;
}

/** Throws EngineUnavailable, and NewerEventVersion: in a shape that nobody here knows, anything may be personal. */
export const timelineOf = async (
  history: () => Promise<Pick<EventStore, 'read'>>,
  stream: string,
): Promise<readonly Moment[]> => {
  const kind = kindOf(stream);
  if (!kind) return [];
  const store = await history();
  const { follow, besides, hides } = kind;
  const [own, others] = await Promise.all([store.read(stream), besides === null ? [] : store.read(besides)]);
  const waiting = others.sort((a, b) => (a.position < b.position ? -1 : 1));
  return own.map((event) => {
    expectKnownVersion(event);
    while (waiting[0] && waiting[0].position < event.position) follow?.(waiting.shift() as Recorded);
    const state = follow?.(event);
    return { event, data: withoutPersons(event.data, hides), state: state ? withoutPersons(state, hides) : null };
  });
};
