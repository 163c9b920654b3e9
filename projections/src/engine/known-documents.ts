import type { DocumentWrite, Loaded } from '@doremi/shared/engines/read-side/documents';

/** Documents remembered per lane: about as many as there are things under way at a time. */
const REMEMBERED = 512;

/**
 * What a lane's documents were when this worker wrote them last, so that they need not be read again. Nobody else writes
 * them while the lease is held; should somebody all the same, the write from here takes no effect, and the lane is let go
 * of with all that is known of it.
 */
export class KnownDocuments {
  private readonly documents = new Map<string, Loaded>();

  get(key: string): Loaded | undefined {
    return this.documents.get(key);
  }

  /** Remembers what was written; the longest unwritten are forgotten first. */
  wrote({ key, document, position }: DocumentWrite): void {
    this.documents.delete(key);
    this.documents.set(key, { document, position });
    if (this.documents.size <= REMEMBERED) return;
    for (const oldest of this.documents.keys()) return void this.documents.delete(oldest);
  }

  forget(key: string): void {
    this.documents.delete(key);
  }
}
