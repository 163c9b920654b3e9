import type { Loaded } from '@doremi/shared/engines/read-side/documents';
import type { ParkedEvent } from '@doremi/shared/engines/read-side/parked-events';
import type { Recorded } from '@doremi/shared/kernel/recorded';
import { handlerOf, keyOrStream, type AnyProjection } from './any-projection.js';
import { foldKey } from './fold-key.js';
import type { HeldLane, Target } from './held-lane.js';
import { laneOf } from './lane-of.js';

/** What a batch did to one build. */
export interface Applied {
  /** Events handled, per lane. */
  readonly handled: ReadonlyMap<number, number>;
  readonly changed: readonly string[];
  /** Keys whose write did not take effect: somebody else feeds this lane too. */
  readonly lost: readonly string[];
  readonly parked: readonly ParkedEvent[];
}

/** The events of a batch that concern the lanes held of one build, by document key. */
interface Sorted {
  readonly byKey: ReadonlyMap<string, { readonly lane: HeldLane; readonly events: Recorded[] }>;
  readonly handled: ReadonlyMap<number, number>;
}

/** Folds a batch into one build's documents: one find, then one bulk write. */
export const apply = async (
  { build, projection, documents }: Target,
  lanes: ReadonlyMap<number, HeldLane>,
  events: readonly Recorded[],
): Promise<Applied> => {
  const { byKey, handled } = sort(projection, build.lanes, lanes, events);
  const loaded = byKey.size > 0 ? await documents.load([...byKey.keys()]) : new Map<string, Loaded>();
  const folded = [...byKey].map(([key, { lane, events }]) => ({
    key,
    lane,
    ...foldKey(projection, key, loaded.get(key), events),
  }));
  const writes = folded.flatMap(({ write }) => (write ? [write] : []));
  const lost = writes.length > 0 ? await documents.write(writes) : [];
  const parked = folded.flatMap(({ key, lane, failed }) => (failed ? [parkedOf(lane, key, failed)] : []));
  return { handled, changed: writes.map(({ key }) => key), lost, parked };
};

const sort = (
  projection: AnyProjection,
  count: number,
  lanes: ReadonlyMap<number, HeldLane>,
  events: readonly Recorded[],
): Sorted => {
  const byKey = new Map<string, { lane: HeldLane; events: Recorded[] }>();
  const handled = new Map<number, number>();
  for (const event of events) {
    if (!handlerOf(projection, event.type)) continue;
    const key = keyOrStream(projection, event);
    const lane = lanes.get(laneOf(key, count));
    if (!lane || event.position <= lane.position) continue;
    handled.set(lane.lane, (handled.get(lane.lane) ?? 0) + 1);
    if (lane.parked.has(key)) continue;
    const known = byKey.get(key);
    if (known) known.events.push(event);
    else byKey.set(key, { lane, events: [event] });
  }
  return { byKey, handled };
};

const parkedOf = (
  { target, lane, position: after }: HeldLane,
  key: string,
  { event, error }: { readonly event: Recorded; readonly error: Error },
): ParkedEvent => ({
  build: target.build.id,
  lane,
  key,
  after,
  position: event.position,
  type: event.type,
  stream: event.stream,
  error: error.message,
  parkedAt: new Date(),
  retry: false,
});
