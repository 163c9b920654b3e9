import type { DocumentWrite, Loaded, ParkedEvent } from '@doremi/read-models';
import type { Recorded } from '@doremi/event-sourcing';
import { handlerOf, keyOf, keyOrStream } from './any-projection.js';
import type { DocumentBuffer } from './document-buffer.js';
import { partitionOf, type LeasedPartition, type Target } from './leased-partition.js';

/** What a batch did to one build. */
export interface FoldedBatch {
  /** Events handled, per partition. */
  readonly handled: ReadonlyMap<number, number>;
  readonly changed: readonly string[];
  readonly parked: readonly ParkedEvent[];
}

/** The events of a batch that concern one document. */
interface OfKey {
  readonly key: string;
  readonly partition: LeasedPartition;
  readonly buffer: DocumentBuffer;
  /** As far as it is known without a look. */
  readonly known: Loaded | undefined;
  readonly events: Recorded[];
}

/** The events of a batch that concern the partitions held of one build. */
interface Sorted {
  readonly byKey: ReadonlyMap<string, OfKey>;
  readonly handled: ReadonlyMap<number, number>;
}

/** Folds a batch into one build's documents, in memory: one find for those that are not known. */
export const foldBatch = async (
  target: Target,
  partitions: ReadonlyMap<number, LeasedPartition>,
  events: readonly Recorded[],
  bufferOf: (partition: LeasedPartition) => DocumentBuffer,
): Promise<FoldedBatch> => {
  const { byKey, handled } = sort(target, partitions, events, bufferOf);
  const unknown: string[] = [];
  for (const { key, buffer, known } of byKey.values()) if (!known && buffer.mayBeStored(key)) unknown.push(key);
  const loaded = unknown.length > 0 ? await target.documents.load(unknown) : new Map<string, Loaded>();
  const changed: string[] = [];
  const parked: ParkedEvent[] = [];
  for (const { key, partition, buffer, known, events } of byKey.values()) {
    const { write, failed } = foldKey(target, key, known ?? loaded.get(key), events);
    if (failed) parked.push(parkedOf(partition, key, failed));
    if (!write) continue;
    buffer.put(write);
    changed.push(key);
  }
  return { handled, changed, parked };
};

const sort = (
  { projection, build }: Pick<Target, 'projection' | 'build'>,
  partitions: ReadonlyMap<number, LeasedPartition>,
  events: readonly Recorded[],
  bufferOf: (partition: LeasedPartition) => DocumentBuffer,
): Sorted => {
  const byKey = new Map<string, OfKey>();
  const handled = new Map<number, number>();
  for (const event of events) {
    if (!handlerOf(projection, event.type)) continue;
    const key = keyOrStream(projection, event);
    const partition = partitions.get(partitionOf(key, build.partitions));
    if (!partition || event.position <= partition.folded) continue;
    handled.set(partition.number, (handled.get(partition.number) ?? 0) + 1);
    if (partition.parked.has(key)) continue;
    const sameKey = byKey.get(key);
    if (sameKey) sameKey.events.push(event);
    else {
      const buffer = bufferOf(partition);
      byKey.set(key, { key, partition, buffer, known: buffer.get(key), events: [event] });
    }
  }
  return { byKey, handled };
};

const parkedOf = (
  { target, number, folded: after }: LeasedPartition,
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
