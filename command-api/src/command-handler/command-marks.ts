import { endianness } from 'node:os';

const BYTES = 4;

/** Marks of command ids, 32 bits each: an id without one is not among them, and one with a mark may be another. */
export class CommandMarks {
  private values: Uint32Array;
  private size: number;
  /** How many of them came without the ids that they are of. */
  private readonly alone: number;

  private constructor(values: Uint32Array) {
    this.values = values;
    this.size = values.length;
    this.alone = values.length;
  }

  static none(): CommandMarks {
    return new CommandMarks(new Uint32Array());
  }

  /** Reads what `packed` wrote; null where it is nothing of the kind. */
  static unpacked(packed: unknown): CommandMarks | null {
    if (typeof packed !== 'string') return null;
    const bytes = Buffer.from(packed, 'base64');
    if (bytes.length % BYTES !== 0 || bytes.length === 0) return null;
    return new CommandMarks(new Uint32Array(new Uint8Array(littleEndian(bytes)).buffer));
  }

  add(commandId: string): void {
    if (this.size === this.values.length) {
      const more = new Uint32Array(Math.max(16, this.size * 2));
      more.set(this.values);
      this.values = more;
    }
    this.values[this.size++] = markOf(commandId);
  }

  /** Whether the id may be one of those of which there is the mark alone. */
  mayHave(commandId: string): boolean {
    return this.alone > 0 && this.values.subarray(0, this.alone).includes(markOf(commandId));
  }

  /** All of them, as base64 of little-endian numbers. */
  packed(): string {
    return littleEndian(Buffer.from(this.values.slice(0, this.size).buffer)).toString('base64');
  }
}

/** Swaps the bytes of each number where this machine has them the other way round. */
const littleEndian = (bytes: Buffer): Buffer => (endianness() === 'LE' ? bytes : bytes.swap32());

/** FNV-1a, 32 bits: quick, and among 10,000 ids no two are alike as a rule. STORAGE FORMAT. */
const markOf = (commandId: string): number => {
  let mark = 0x811c9dc5;
  for (let index = 0; index < commandId.length; index++)
    mark = Math.imul(mark ^ commandId.charCodeAt(index), 0x01000193);
  return mark >>> 0;
};
