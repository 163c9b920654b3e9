import type { Recorded } from '@doremi/shared/kernel/recorded';

/** A command that is in a stream. */
export interface DoneCommand {
  /** Of its last event. */
  readonly revision: number;
  readonly requestHash?: string;
  /** When; ISO 8601. */
  readonly at: string;
}

/**
 * The commands that are in a stream up to a revision. Those of one stream share one map, which only grows: an append
 * costs the same however long the stream is, and what lies beyond an older one's revision is not seen in it.
 */
export class DoneCommands {
  private constructor(
    private readonly known: Map<string, DoneCommand>,
    private readonly revision: number,
  ) {}

  static none(): DoneCommands {
    return new DoneCommands(new Map(), -1);
  }

  get(commandId: string): DoneCommand | undefined {
    const done = this.known.get(commandId);
    return done && done.revision <= this.revision ? done : undefined;
  }

  has(commandId: string): boolean {
    return this.get(commandId) !== undefined;
  }

  /** With those of further events of the stream. */
  after(events: readonly Pick<Recorded, 'revision' | 'metadata'>[]): DoneCommands {
    let upTo = this.revision;
    for (const { metadata, revision } of events) {
      const { commandId, requestHash, occurredAt: at } = metadata;
      this.known.set(commandId, requestHash === undefined ? { revision, at } : { revision, at, requestHash });
      upTo = revision;
    }
    return new DoneCommands(this.known, upTo);
  }
}
