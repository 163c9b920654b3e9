import { BEGINNING, type EventStore, type Position } from '@doremi/event-sourcing';

/** The first event of a type that an older release can't read. */
export interface NewerEvent {
  readonly type: string;
  readonly schemaVersion: number;
  readonly stream: string;
  readonly at: string;
}

/** The highest schemaVersion of each type that was written in more than one, e.g. `CartOrdered.2 MenuAddHeld.3`. */
type Versions = string;

const versionsIn = (text: Versions): ReadonlyMap<string, number> =>
  new Map(
    text
      .split(' ')
      .filter(Boolean)
      .map((one) => [one.slice(0, one.lastIndexOf('.')), Number(one.slice(one.lastIndexOf('.') + 1))]),
  );

/** What this release may write and one that knows `known` can't read: each type with its version here. */
export const raisedSince = (known: Versions, ours: Versions): ReadonlyMap<string, number> => {
  const before = versionsIn(known);
  return new Map([...versionsIn(ours)].filter(([type, version]) => version > (before.get(type) ?? 1)));
};

/**
 * The first event of each type after that place (exclusive; null for the beginning) in a version that whoever knows
 * `known` can't read. Reads no other types than those, up to the end of the log. Throws EngineUnavailable.
 */
export const newerEvents = async (
  store: Pick<EventStore, 'subscribe'>,
  { known, ours, after }: { readonly known: Versions; readonly ours: Versions; readonly after: Position | null },
): Promise<readonly NewerEvent[]> => {
  const types = [...raisedSince(known, ours).keys()];
  if (types.length === 0) return [];
  const before = versionsIn(known);
  const ending = new AbortController();
  const found = new Map<string, NewerEvent>();
  for await (const item of store.subscribe({ after: after ?? BEGINNING, types, signal: ending.signal })) {
    if (item.kind === 'caughtUp') break;
    if (item.kind !== 'event') continue;
    const { type, stream, metadata } = item.event;
    const { schemaVersion, occurredAt: at } = metadata;
    if (schemaVersion > (before.get(type) ?? 1) && !found.has(type))
      found.set(type, { type, schemaVersion, stream, at });
  }
  ending.abort();
  return [...found.values()];
};
