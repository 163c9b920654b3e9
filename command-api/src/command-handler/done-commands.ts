import type { Recorded } from '@doremi/event-sourcing';
import { CommandMarks } from './command-marks.js';

/** A command that was done: its events are in a stream, or its key was answered. */
export interface DoneCommand {
  /** Of its last event; of a key that changed nothing, where the stream was when it was answered. */
  readonly revision: number;
  readonly requestHash?: string;
  /** When; ISO 8601. */
  readonly at: string;
}

/**
 * The commands that are in a stream up to a revision. Those of one stream share one map, which only grows: an append
 * costs the same however long the stream is, and what lies beyond an older one's revision is not seen in it.
 *
 * Of those from before a stored snapshot only marks are there: a command without one was not done before it, and whether
 * one with a mark was, its stream alone can tell.
 */
export class DoneCommands {
  private constructor(
    private readonly known: Map<string, DoneCommand>,
    private readonly marks: CommandMarks,
    private readonly revision: number,
  ) {}

  static none(): DoneCommands {
    return new DoneCommands(new Map(), CommandMarks.none(), -1);
  }

  /** Those up to a revision of which `packed` has the marks; null where it is no such text. */
  static unpacked(packed: unknown, revision: number): DoneCommands | null {
    const marks = CommandMarks.unpacked(packed);
    return marks && new DoneCommands(new Map(), marks, revision);
  }

  get(commandId: string): DoneCommand | undefined {
    const done = this.known.get(commandId);
    return done && done.revision <= this.revision ? done : undefined;
  }

  has(commandId: string): boolean {
    return this.get(commandId) !== undefined;
  }

  /** Whether it may be one of those of which there is a mark only. */
  isMarked(commandId: string): boolean {
    return !this.known.has(commandId) && this.marks.mayHave(commandId);
  }

  /** With those of further events of the stream. */
  after(events: readonly Pick<Recorded, 'revision' | 'metadata'>[]): DoneCommands {
    let upTo = this.revision;
    for (const { metadata, revision } of events) {
      const { commandId, requestHash, occurredAt: at } = metadata;
      if (!this.known.has(commandId)) this.marks.add(commandId);
      this.known.set(commandId, requestHash === undefined ? { revision, at } : { revision, at, requestHash });
      upTo = revision;
    }
    return new DoneCommands(this.known, this.marks, upTo);
  }

  /** The marks of all of them; of some that came later as well, perhaps. */
  packed(): string {
    return this.marks.packed();
  }
}
