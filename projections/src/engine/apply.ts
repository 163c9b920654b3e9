import QuickLRU from 'quick-lru';
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

/** The events of a batch that concern one document. */
interface OfKey {
  readonly key: string;
  readonly lane: HeldLane;
  readonly events: Recorded[];
}

/** The events of a batch that concern the lanes held of one build. */
interface Sorted {
  readonly byKey: ReadonlyMap<string, OfKey>;
  readonly handled: ReadonlyMap<number, number>;
}

/** Documents remembered per lane, and up to as many again: about as many as there are things under way at a time. */
const REMEMBERED = 256;

type KnownDocuments = QuickLRU<string, Loaded>;

const knownDocuments = new WeakMap<HeldLane, KnownDocuments>();

/**
 * What a lane's documents were when this worker wrote them last, so that they need not be read again; it goes when the lane
 * does. Nobody else writes them while the lease is held; should somebody all the same, the write from here takes no effect,
 * and the lane is let go of with all that is known of it. Looked at with `peek`: only writes say what is remembered longest.
 */
const knownOf = (lane: HeldLane): KnownDocuments => {
  const known = knownDocuments.get(lane) ?? new QuickLRU({ maxSize: REMEMBERED });
  knownDocuments.set(lane, known);
  return known;
};

/** Folds a batch into one build's documents: one find for those that are not known, then one bulk write. */
export const apply = async (
  { build, projection, documents }: Target,
  lanes: ReadonlyMap<number, HeldLane>,
  events: readonly Recorded[],
): Promise<Applied> => {
  const { byKey, handled } = sort(projection, build.lanes, lanes, events);
  const unknown = [...byKey.values()].filter(({ key, lane }) => !knownOf(lane).peek(key)).map(({ key }) => key);
  const loaded = unknown.length > 0 ? await documents.load(unknown) : new Map<string, Loaded>();
  const folded = [...byKey.values()].map(({ key, lane, events }) => {
    const before = knownOf(lane).peek(key) ?? loaded.get(key);
    return { key, lane, ...foldKey(projection, key, before, events) };
  });
  const writes = folded.flatMap(({ write }) => write ?? []);
  const lost = writes.length > 0 ? await documents.write(writes) : [];
  for (const { key, lane, write, failed } of folded) {
    // Whoever retries a parked key writes its document.
    if (failed || lost.length > 0) knownOf(lane).delete(key);
    else if (write) knownOf(lane).set(key, { document: write.document, position: write.position });
  }
  const parked = folded.flatMap(({ key, lane, failed }) => (failed ? [parkedOf(lane, key, failed)] : []));
  return { handled, changed: writes.map(({ key }) => key), lost, parked };
};

const sort = (
  projection: AnyProjection,
  count: number,
  lanes: ReadonlyMap<number, HeldLane>,
  events: readonly Recorded[],
): Sorted => {
  const byKey = new Map<string, OfKey>();
  const handled = new Map<number, number>();
  for (const event of events) {
    if (!handlerOf(projection, event.type)) continue;
    const key = keyOrStream(projection, event);
    const lane = lanes.get(laneOf(key, count));
    if (!lane || event.position <= lane.position) continue;
    handled.set(lane.lane, (handled.get(lane.lane) ?? 0) + 1);
    if (lane.parked.has(key)) continue;
    const sameKey = byKey.get(key);
    if (sameKey) sameKey.events.push(event);
    else byKey.set(key, { key, lane, events: [event] });
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
