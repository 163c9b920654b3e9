import { BEGINNING, type Build } from '@doremi/event-sourcing';
import type { DocumentWrite, Loaded, Rest } from '@doremi/read-models';
import type { Documents } from '@doremi/read-models/testing';
import type { LeasedPartition, Target } from '../leased-partition.js';
import { tallyProjection } from './tally.js';

/** Documents of one build in memory, with what was asked of them. */
export class KeptDocuments {
  readonly stored = new Map<string, Loaded>();
  /** The keys that were read, and the writes that took effect, in order. */
  readonly read: string[] = [];
  readonly writes: DocumentWrite[] = [];
  /** Whether writes take no effect. */
  loses = false;
  /** What a write waits for. */
  until: Promise<void> = Promise.resolve();
  /** Writes under way. */
  underWay = 0;

  readonly port = {
    isEmpty: () => Promise.resolve(this.stored.size === 0),
    load: (keys: readonly string[]) => {
      this.read.push(...keys);
      return Promise.resolve(
        new Map(keys.flatMap((key) => (this.stored.has(key) ? [[key, this.stored.get(key)]] : [])) as []),
      );
    },
    write: async (writes: readonly DocumentWrite[], rest?: Rest) => {
      this.underWay++;
      await this.until;
      this.underWay--;
      await rest?.(1);
      return this.loses ? writes.map(({ key }) => key) : writes.filter((one) => !this.take(one)).map(({ key }) => key);
    },
  } as unknown as Documents;

  private take(write: DocumentWrite): boolean {
    if ((this.stored.get(write.key)?.position ?? null) !== write.was) return false;
    this.stored.set(write.key, { document: write.document, position: write.position });
    this.writes.push(write);
    return true;
  }
}

/** A build over such documents. */
export const targetOver = ({ port }: KeptDocuments, partitions = 1): Target => ({
  build: { id: 'b', partitions } as Build,
  projection: tallyProjection(),
  documents: port,
});

/** A partition whose lease is held. */
export const held = (target: Target, number = 0, position = BEGINNING): LeasedPartition => ({
  id: `b/${number}`,
  target,
  number,
  epoch: 1,
  position,
  folded: position,
  caughtUp: false,
  parked: new Set(),
  witnessed: 0,
});
