import type { Recorded } from '@doremi/event-sourcing';

/** A command that was done: its events are in a stream, or its key was answered. */
export interface DoneCommand {
  /** Of its last event; of a key that changed nothing, where the stream was when it was answered. */
  readonly revision: number;
  readonly requestHash?: string;
  /** When; ISO 8601. */
  readonly at: string;
}

const BYTES = 4;

/**
 * The commands that are in a stream up to a revision. Those of one stream share one map, which only grows: an append
 * costs the same however long the stream is, and what lies beyond an older one's revision is not seen in it.
 *
 * Of those from before a stored snapshot only marks are there, 32 bits each: a command without one was not done before it,
 * and whether one with a mark was, its stream alone can tell.
 */
export class DoneCommands {
  private constructor(
    private readonly known: Map<string, DoneCommand>,
    private readonly revision: number,
    private readonly marks: Uint32Array,
  ) {}

  static none(): DoneCommands {
    return new DoneCommands(new Map(), -1, new Uint32Array());
  }

  /** Those up to a revision of which `packed` has the marks; null where it is no such text. */
  static unpacked(packed: unknown, revision: number): DoneCommands | null {
    if (typeof packed !== 'string') return null;
    const bytes = Buffer.from(packed, 'base64');
    if (bytes.length % BYTES !== 0 || bytes.toString('base64') !== packed) return null;
    const marks = Uint32Array.from({ length: bytes.length / BYTES }, (_, index) => bytes.readUInt32LE(index * BYTES));
    return new DoneCommands(new Map(), revision, marks);
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
    return this.marks.length > 0 && !this.known.has(commandId) && this.marks.includes(markOf(commandId));
  }

  /** With those of further events of the stream. */
  after(events: readonly Pick<Recorded, 'revision' | 'metadata'>[]): DoneCommands {
    let upTo = this.revision;
    for (const { metadata, revision } of events) {
      const { commandId, requestHash, occurredAt: at } = metadata;
      this.known.set(commandId, requestHash === undefined ? { revision, at } : { revision, at, requestHash });
      upTo = revision;
    }
    return new DoneCommands(this.known, upTo, this.marks);
  }

  /** The marks of all of them, as base64 of little-endian numbers. */
  packed(): string {
    const ids = [...this.known.keys()].filter((id) => this.has(id));
    const bytes = Buffer.alloc((this.marks.length + ids.length) * BYTES);
    let offset = 0;
    for (const mark of this.marks) offset = bytes.writeUInt32LE(mark, offset);
    for (const id of ids) offset = bytes.writeUInt32LE(markOf(id), offset);
    return bytes.toString('base64');
  }
}

/** FNV-1a, 32 bits: quick, and among 10,000 ids no two are alike as a rule. STORAGE FORMAT. */
const markOf = (commandId: string): number => {
  let mark = 0x811c9dc5;
  for (let index = 0; index < commandId.length; index++)
    mark = Math.imul(mark ^ commandId.charCodeAt(index), 0x01000193);
  return mark >>> 0;
};
