import QuickLRU from 'quick-lru';
import type { DocumentWrite, Loaded, ParkedEvent } from '@doremi/read-models';
import type { Recorded } from '@doremi/event-sourcing';
import { handlerOf, keyOf, keyOrStream, type AnyProjection } from './any-projection.js';
import { partitionOf, type LeasedPartition, type Target } from './leased-partition.js';

/** What a batch did to one build. */
export interface FoldedBatch {
  /** Events handled, per partition. */
  readonly handled: ReadonlyMap<number, number>;
  readonly changed: readonly string[];
  /** Keys whose write did not take effect: somebody else feeds this partition too. */
  readonly lost: readonly string[];
  readonly parked: readonly ParkedEvent[];
}

/** The events of a batch that concern one document. */
interface OfKey {
  readonly key: string;
  readonly partition: LeasedPartition;
  readonly events: Recorded[];
}

/** The events of a batch that concern the partitions held of one build. */
interface Sorted {
  readonly byKey: ReadonlyMap<string, OfKey>;
  readonly handled: ReadonlyMap<number, number>;
}

/** Documents remembered per partition, and up to as many again: about as many as there are things under way at a time. */
const REMEMBERED = 256;

type DocumentCache = QuickLRU<string, Loaded>;

const documentCaches = new WeakMap<LeasedPartition, DocumentCache>();

/**
 * What a partition's documents were when this worker wrote them last, so that they need not be read again; it goes when
 * the partition does. Nobody else writes them while the lease is held; should somebody all the same, the write from
 * here takes no effect, and the partition is let go of with all that is known of it. Looked at with `peek`: only writes
 * say what is remembered longest.
 */
const documentCacheOf = (partition: LeasedPartition): DocumentCache => {
  const known = documentCaches.get(partition) ?? new QuickLRU({ maxSize: REMEMBERED });
  documentCaches.set(partition, known);
  return known;
};

/** Folds a batch into one build's documents: one find for those that are not known, then one bulk write. */
export const foldBatch = async (
  target: Target,
  partitions: ReadonlyMap<number, LeasedPartition>,
  events: readonly Recorded[],
): Promise<FoldedBatch> => {
  const { build, projection, documents } = target;
  const { byKey, handled } = sort(projection, build.partitions, partitions, events);
  const unknown = [...byKey.values()]
    .filter(({ key, partition }) => !documentCacheOf(partition).peek(key))
    .map(({ key }) => key);
  const loaded = unknown.length > 0 ? await documents.load(unknown) : new Map<string, Loaded>();
  const folded = [...byKey.values()].map(({ key, partition, events }) => {
    const before = documentCacheOf(partition).peek(key) ?? loaded.get(key);
    return { key, partition, ...foldKey(target, key, before, events) };
  });
  const writes = folded.flatMap(({ write }) => write ?? []);
  const lost = writes.length > 0 ? await documents.write(writes) : [];
  for (const { key, partition, write, failed } of folded) {
    // Whoever retries a parked key writes its document.
    if (failed || lost.length > 0) documentCacheOf(partition).delete(key);
    else if (write) documentCacheOf(partition).set(key, { document: write.document, position: write.position });
  }
  const parked = folded.flatMap(({ key, partition, failed }) => (failed ? [parkedOf(partition, key, failed)] : []));
  return { handled, changed: writes.map(({ key }) => key), lost, parked };
};

const sort = (
  projection: AnyProjection,
  count: number,
  partitions: ReadonlyMap<number, LeasedPartition>,
  events: readonly Recorded[],
): Sorted => {
  const byKey = new Map<string, OfKey>();
  const handled = new Map<number, number>();
  for (const event of events) {
    if (!handlerOf(projection, event.type)) continue;
    const key = keyOrStream(projection, event);
    const partition = partitions.get(partitionOf(key, count));
    if (!partition || event.position <= partition.position) continue;
    handled.set(partition.number, (handled.get(partition.number) ?? 0) + 1);
    if (partition.parked.has(key)) continue;
    const sameKey = byKey.get(key);
    if (sameKey) sameKey.events.push(event);
    else byKey.set(key, { key, partition, events: [event] });
  }
  return { byKey, handled };
};

const parkedOf = (
  { target, number, position: after }: LeasedPartition,
  key: string,
  { event, error }: { readonly event: Recorded; readonly error: Error },
): ParkedEvent => ({
  build: target.build.id,
  partition: number,
  key,
  after,
  position: event.position,
  type: event.type,
  stream: event.stream,
  error: error.message,
  parkedAt: new Date(),
  retry: false,
});

export interface Folded {
  /** The document to store; null when nothing changed. */
  readonly write: DocumentWrite | null;
  /** The event that the fold threw on; those after it were not folded. */
  readonly failed: { readonly event: Recorded; readonly error: Error } | null;
}

/** Folds the events of one key, oldest first, into its document. An event at or below its position is skipped. */
export const foldKey = (
  { projection, checkVersion }: Pick<Target, 'projection' | 'checkVersion'>,
  key: string,
  loaded: Loaded | undefined,
  events: readonly Recorded[],
): Folded => {
  const was = loaded?.position ?? null;
  let document = loaded?.document;
  let write: DocumentWrite | null = null;
  for (const event of events) {
    if (was !== null && event.position <= was) continue;
    try {
      checkVersion?.(event);
      keyOf(projection, event);
      const next = handlerOf(projection, event.type)?.(document, event.data, event.metadata.occurredAt, event);
      if (next === undefined) continue;
      document = next;
      write = { key, document, position: event.position, was };
    } catch (error) {
      return { write, failed: { event, error: error instanceof Error ? error : new Error(String(error)) } };
    }
  }
  return { write, failed: null };
};
