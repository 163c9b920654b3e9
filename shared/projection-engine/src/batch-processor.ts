import type { Rest } from '@doremi/read-models';
import { BEGINNING, laterOf, type Position, type Witness } from '@doremi/event-sourcing';
import type { Batch } from './batch.js';
import { DocumentBuffer, type DocumentMemory } from './document-buffer.js';
import { foldBatch, type FoldedBatch } from './fold-batch.js';
import { allOf, type FoldedWriter, type Unwritten } from './folded-writer.js';
import { isFull, type LeasedPartition, type Target } from './leased-partition.js';
import type { EngineObserver } from './options.js';

interface Parts {
  readonly writer: Pick<FoldedWriter, 'write'>;
  readonly observer: Pick<EngineObserver, 'projected'>;
  /** Where documents are kept; where a quarter of it holds what is not written, it is written. */
  readonly memory: DocumentMemory;
  /** How long what is folded waits to be written while the folding goes on; milliseconds. 0: it is written with its batch. */
  readonly writeBehindMs: number;
  /** What is waited for between what is written behind. */
  readonly rest?: Rest;
}

/** What part of its time the first write of a pass waits; each after it waits twice as long, up to the whole. */
const FIRST_WAITS = 8;

type FoldedPartitions = readonly [ReadonlyMap<number, LeasedPartition>, FoldedBatch];

/**
 * Folds batches, and writes what comes of them: with each batch, or behind the folding, so that a document which many
 * events change is written once. One write is under way at a time. When one fails, everything that is not written is
 * dropped: whoever hears of it begins again from what is stored.
 */
export class BatchProcessor {
  private readonly buffers = new Map<LeasedPartition, DocumentBuffer>();
  private unwritten: Unwritten | null = null;
  private since = 0;
  /** How long what is folded waits; less in the beginning, so that whoever is killed again and again gets on. Milliseconds. */
  private waits: number;
  private writing: Promise<void> | null = null;
  /** Ends the rest of the write under way, and those that would follow. */
  private hurry: () => void = () => undefined;
  private failure: Error | null = null;

  constructor(private readonly parts: Parts) {
    this.waits = this.firstWait;
  }

  /** Begins with these partitions as they are stored. Throws what became of the last write, where nobody has heard of it. */
  async begin(partitions: readonly LeasedPartition[]): Promise<void> {
    await this.finish();
    for (const buffer of this.buffers.values()) buffer.clear();
    this.buffers.clear();
    this.unwritten = null;
    this.waits = this.firstWait;
    this.throwFailure();
    for (const partition of partitions) partition.folded = partition.position;
    const untouched = partitions.filter(({ position }) => position === BEGINNING);
    for (const [target, held] of groupedByTarget(untouched)) {
      const isFirst = await target.documents.isEmpty();
      for (const partition of held.values())
        this.buffers.set(partition, new DocumentBuffer(this.parts.memory, isFirst));
    }
  }

  /**
   * Folds a batch. Throws WriteConflict, having recorded no progress, when any write or checkpoint did not take effect, of this
   * batch or of one before. After a batch in which a fold threw everything is written, and so it is once it has caught up, for
   * from then on it may be read.
   */
  async process(partitions: readonly LeasedPartition[], batch: Batch, behindSince: Date | null): Promise<void> {
    this.throwFailure();
    const startedAt = Date.now();
    this.letGoOfOthers(partitions);
    const folded = await this.fold(partitions, batch);
    // Of a write that was under way meanwhile: what would follow it does not fit any more.
    this.throwFailure();
    this.note(batch, behindSince, folded);
    const isUrgent =
      batch.caughtUp ||
      partitions.some(({ caughtUp }) => caughtUp) ||
      folded.some(([, { parked }]) => parked.length > 0);
    if (isUrgent || this.parts.writeBehindMs === 0) {
      await this.settle(partitions);
      this.throwFailure();
    } else if (!this.writing && this.isDue()) void this.write(partitions, this.resting());
    // A rebuild is no part of what was asked for back then.
    if (partitions.some(({ caughtUp }) => caughtUp)) this.parts.observer.projected?.(batch.events, startedAt);
  }

  /** Writes what is folded; false when that failed, of which `process` and `begin` throw what it was. */
  async settle(partitions: readonly LeasedPartition[]): Promise<boolean> {
    await this.finish();
    if (this.unwritten && !this.failure) await this.write(partitions);
    return this.failure === null;
  }

  /** Resolves when nothing is being written any more; whoever waits for that is not kept waiting by rests. */
  async finish(): Promise<void> {
    this.hurry();
    await this.writing;
  }

  /** Resolves when there is memory for another batch. */
  async room(): Promise<void> {
    if (this.parts.memory.isFull) await this.writing;
  }

  private async fold(partitions: readonly LeasedPartition[], { events }: Batch): Promise<FoldedPartitions[]> {
    const bufferOf = (partition: LeasedPartition): DocumentBuffer => this.bufferOf(partition);
    const byTarget = [...groupedByTarget(partitions.filter((partition) => !isFull(partition)))];
    return allOf(
      byTarget.map(async ([target, held]) => [held, await foldBatch(target, held, events, bufferOf)] as const),
    );
  }

  private note(batch: Batch, behindSince: Date | null, folded: readonly FoldedPartitions[]): void {
    if (!this.unwritten) this.since = performance.now();
    const unwritten = (this.unwritten ??= nothingUnwritten(batch.end));
    unwritten.events += batch.events.length;
    unwritten.end = laterOf(unwritten.end, batch.end);
    unwritten.witness = witnessOf(batch) ?? unwritten.witness;
    unwritten.behindSince = behindSince;
    unwritten.caughtUp ||= batch.caughtUp;
    for (const [partitions, { handled, parked }] of folded)
      for (const partition of partitions.values()) {
        const { number } = partition;
        const of = unwritten.partitions.get(partition) ?? { buffer: this.bufferOf(partition), handled: 0, parked: [] };
        of.handled += handled.get(number) ?? 0;
        if (parked.length > 0) of.parked = [...of.parked, ...parked.filter((event) => event.partition === number)];
        unwritten.partitions.set(partition, of);
        partition.folded = laterOf(partition.folded, batch.end);
      }
  }

  private get firstWait(): number {
    return this.parts.writeBehindMs / FIRST_WAITS;
  }

  private isDue(): boolean {
    return this.parts.memory.isWorthWriting || performance.now() - this.since >= this.waits;
  }

  /** Writes what is folded, of those that are still held. Never rejects. */
  private write(held: readonly LeasedPartition[], rest?: Rest): Promise<void> {
    const { unwritten } = this;
    this.unwritten = null;
    if (!unwritten) return Promise.resolve();
    this.waits = Math.min(2 * this.waits, this.parts.writeBehindMs);
    for (const partition of unwritten.partitions.keys())
      if (!held.includes(partition)) unwritten.partitions.delete(partition);
    return (this.writing = this.parts.writer
      .write(unwritten, rest)
      .catch((error: unknown) => void (this.failure = error instanceof Error ? error : new Error(String(error))))
      .finally(() => (this.writing = null)));
  }

  /** The rests of one write, until somebody is in a hurry. */
  private resting(): Rest | undefined {
    const { rest } = this.parts;
    if (!rest) return undefined;
    let isHurried = false;
    const hurried = new Promise<void>((resolve) => {
      this.hurry = () => {
        isHurried = true;
        resolve();
      };
    });
    return (worked) => (isHurried ? Promise.resolve() : Promise.race([rest(worked), hurried]));
  }

  /** What is known of partitions that are not held any more is of no use, and takes memory. */
  private letGoOfOthers(held: readonly LeasedPartition[]): void {
    for (const [partition, buffer] of this.buffers) {
      if (held.includes(partition)) continue;
      buffer.clear();
      this.buffers.delete(partition);
      this.unwritten?.partitions.delete(partition);
    }
  }

  private bufferOf(partition: LeasedPartition): DocumentBuffer {
    const buffer = this.buffers.get(partition) ?? new DocumentBuffer(this.parts.memory);
    this.buffers.set(partition, buffer);
    return buffer;
  }

  private throwFailure(): void {
    const { failure } = this;
    this.failure = null;
    if (failure) throw failure;
  }
}

const nothingUnwritten = (end: Position): Unwritten => ({
  events: 0,
  end,
  witness: null,
  behindSince: null,
  caughtUp: false,
  partitions: new Map(),
});

const witnessOf = ({ events }: Batch): Witness | null => {
  const last = events.at(-1);
  return last ? { position: last.position, id: last.id, stream: last.stream, revision: last.revision } : null;
};

const groupedByTarget = (partitions: readonly LeasedPartition[]): Map<Target, Map<number, LeasedPartition>> => {
  const targets = new Map<Target, Map<number, LeasedPartition>>();
  for (const partition of partitions) {
    const held = targets.get(partition.target) ?? new Map<number, LeasedPartition>();
    targets.set(partition.target, held.set(partition.number, partition));
  }
  return targets;
};
