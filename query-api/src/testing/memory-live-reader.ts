import { inOrder } from '@doremi/read-models/testing';
import { type Changed, type Changes, type Mark, MarkLost, type Where } from '@doremi/read-models';
import { BEGINNING, positionOf } from '@doremi/event-sourcing';
import type { LiveReader } from '../read-models.js';
import { MemoryReader } from './memory-reader.js';

/** A read model in memory that can be followed: each document put is a change, at the next position. */
export class MemoryLiveReader<Document extends object> extends MemoryReader<Document> implements LiveReader<Document> {
  /** How often somebody looked for changes. */
  looks = 0;
  private readonly changed = new Map<string, Changed<Document>>();
  private readonly listeners = new Set<() => void>();
  private changes = 0n;
  private line = 0;

  override put(key: string | number, document: Document): void {
    super.put(key, document);
    this.watermark = positionOf(++this.changes, 0n);
    this.changed.set(String(key), { key: String(key), position: this.watermark, document });
    for (const listener of this.listeners) listener();
  }

  /** What there was is gone: it is built anew from another log, in which nothing happened yet. */
  override clear(): void {
    super.clear();
    this.changed.clear();
    this.changes = 0n;
    this.watermark = BEGINNING;
    this.line++;
  }

  async snapshot(where: Where<Document>): Promise<Changes<Document>> {
    const fitting = await this.find({ where });
    const documents = inOrder([...this.changed.values()].filter(({ document }) => fitting.includes(document)));
    const { watermark, line, generation } = this;
    return { documents, upTo: watermark, settled: watermark, parked: [], line, generation };
  }

  async *changesSince(
    { upTo, line = this.line, generation = this.generation }: Mark,
    where: Where<Document> = {},
  ): AsyncGenerator<Changes<Document>> {
    this.looks++;
    if (line !== this.line || generation !== this.generation) throw new MarkLost();
    const { documents, ...standing } = await this.snapshot(where);
    yield { ...standing, documents: documents.filter(({ position }) => position > upTo) };
  }

  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}
