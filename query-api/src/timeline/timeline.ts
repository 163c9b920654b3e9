import { expectKnownVersion, withDecimals, withoutPersons } from '@doremi/domain';
import type { EventStore, Recorded } from '@doremi/event-sourcing';
import { kindOf } from './kinds.js';

/** An event, and what was so after it: both without what is personal, amounts as decimals. */
export interface Moment {
  readonly event: Recorded;
  readonly data: object;
  /** What was so then, as the read model showed it where one does; null where there was nothing to show yet. */
  readonly state: object | null;
}

/** The events of a stream behind this revision (-1: all of them), so many at most. */
export interface Stretch {
  readonly stream: string;
  readonly after: number;
  readonly limit: number;
}

/**
 * Null where it is no stream of ours, or nothing has happened in it. Throws EngineUnavailable, and NewerEventVersion: in a shape that
 * nobody here knows, anything may be personal.
 */
export const timelineOf = async (
  history: () => Promise<Pick<EventStore, 'read'>>,
  { stream, after, limit }: Stretch,
): Promise<readonly Moment[] | null> => {
  const kind = kindOf(stream);
  if (!kind) return null;
  const store = await history();
  const { follow, besides } = kind;
  const [own, others] = await Promise.all([store.read(stream), besides === undefined ? [] : store.read(besides)]);
  if (own.length === 0) return null;
  const told = (value: object): object => withDecimals(withoutPersons(stream, value));
  const waiting = [...others];
  const moments: Moment[] = [];
  for (const event of own) {
    if (moments.length === limit) break;
    expectKnownVersion(event);
    while (waiting[0] && waiting[0].position < event.position) follow(waiting.shift() as Recorded);
    const state = follow(event);
    if (event.revision > after) moments.push({ event, data: told(event.data), state: state ? told(state) : null });
  }
  return moments;
};
