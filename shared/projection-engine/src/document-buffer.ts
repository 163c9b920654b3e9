import type { DocumentWrite, Loaded } from '@doremi/read-models';
import { hashOfKey } from './leased-partition.js';

/** How much of the heap a document takes for each character of its JSON, and besides; bytes. */
const HEAP_PER_CHARACTER = 3;
const HEAP_PER_DOCUMENT = 250;

/** One in so many changes is measured: the documents of one read model are much alike. */
const MEASURED = 32;

/** The memory that documents of many partitions take together; bytes, estimated. */
export class DocumentMemory {
  used = 0;
  /** The part of it that holds what is not written yet. */
  unwritten = 0;

  constructor(private readonly limit: number) {}

  /** What is written is forgotten while it is so. */
  get isHalfFull(): boolean {
    return this.used >= this.limit / 2;
  }

  /** A write is worth it. */
  get isWorthWriting(): boolean {
    return this.unwritten >= this.limit / 4;
  }

  /** Nothing more is to be folded before something is written. */
  get isFull(): boolean {
    return this.used >= this.limit || this.unwritten >= this.limit / 2;
  }
}

/** How many bits of a key's hash say whether it was forgotten. The lower ones may say of which partition it is. */
const HASH_BITS = 20;

/** Keys that were forgotten, as far as their hashes tell them apart: one that is not among them surely was not. */
class ForgottenKeys {
  private bits: Uint32Array | null = null;

  add(key: string): void {
    this.bits ??= new Uint32Array(2 ** HASH_BITS / 32);
    const place = placeOf(key);
    this.bits[place >>> 5] = this.wordAt(place) | (1 << (place & 31));
  }

  mayHave(key: string): boolean {
    const place = placeOf(key);
    return (this.wordAt(place) & (1 << (place & 31))) !== 0;
  }

  private wordAt(place: number): number {
    return this.bits?.[place >>> 5] ?? 0;
  }
}

const placeOf = (key: string): number => hashOfKey(key) >>> (32 - HASH_BITS);

/** A document that was folded and is not written yet. `was`: where it will stand when it is written; null for a first write. */
type Changed = Pick<DocumentWrite, 'document' | 'position' | 'was'>;

/**
 * The documents of one partition as its events make them: changed, on their way to the store, and known from before, so
 * that they need not be read again. Nobody else writes them while the lease is held; should somebody all the same, the
 * write from here takes no effect, and the partition is let go of with all that is known of it.
 */
export class DocumentBuffer {
  private changed = new Map<string, Changed>();
  private onTheirWay = new Map<string, Changed>();
  /** As they are stored, the one that was written longest ago first. */
  private readonly stored = new Map<string, Loaded>();
  private puts = 0;
  private bytesEach = 0;
  /** What was stored from here and is not known any more; null where others may have stored something as well. */
  private readonly forgotten: ForgottenKeys | null;

  /** `isFirst`: nothing is stored of the partition yet, so that what is not known here does not have to be looked for. */
  constructor(
    private readonly memory: DocumentMemory,
    isFirst = false,
  ) {
    this.forgotten = isFirst ? new ForgottenKeys() : null;
  }

  /** The document as the fold goes on with it; undefined where it is not known here. */
  get(key: string): Loaded | undefined {
    return this.changed.get(key) ?? this.onTheirWay.get(key) ?? this.stored.get(key);
  }

  /** Whether a document that is not known here may be stored. */
  mayBeStored(key: string): boolean {
    return this.forgotten?.mayHave(key) ?? true;
  }

  /** What a fold made of a document; `was` says where it was read, should it not have been known. */
  put({ key, document, position, was }: DocumentWrite): void {
    const unwritten = this.changed.get(key);
    this.changed.set(key, { document, position, was: unwritten ? unwritten.was : was });
    if (!unwritten) this.resize({ unwritten: 1 });
    if (this.stored.delete(key)) this.resize({ stored: -1 });
    if (this.puts++ % MEASURED === 0) this.measure(document);
  }

  /** What is to be written, which is then on its way until `written`. One write of a document at a time is under way. */
  take(): DocumentWrite[] {
    if (this.onTheirWay.size > 0) throw new Error('the documents that were taken before are not written yet');
    this.onTheirWay = this.changed;
    this.changed = new Map();
    return Array.from(this.onTheirWay, ([key, write]) => ({ key, ...write }));
  }

  /** What was taken is stored. What is known of it is forgotten, the oldest first, as far as memory does not suffice. */
  written(): void {
    this.resize({ unwritten: -this.onTheirWay.size });
    for (const [key, { document, position }] of this.onTheirWay) {
      if (this.changed.has(key)) continue;
      this.stored.set(key, { document, position });
      this.resize({ stored: 1 });
    }
    this.onTheirWay = new Map();
    for (const key of this.stored.keys()) {
      if (!this.memory.isHalfFull) break;
      this.forget(key);
    }
  }

  /** The document is read anew when it is needed again: somebody else may write it. */
  forget(key: string): void {
    if (this.stored.delete(key)) this.resize({ stored: -1 });
    this.forgotten?.add(key);
  }

  /** Lets go of everything: what was not written comes from its events again. */
  clear(): void {
    this.resize({ unwritten: -this.unwritten, stored: -this.stored.size });
    this.changed.clear();
    this.onTheirWay.clear();
    this.stored.clear();
  }

  private get unwritten(): number {
    return this.changed.size + this.onTheirWay.size;
  }

  private resize({ unwritten = 0, stored = 0 }): void {
    this.memory.unwritten += unwritten * this.bytesEach;
    this.memory.used += (unwritten + stored) * this.bytesEach;
  }

  private measure(document: object): void {
    const bytes = HEAP_PER_CHARACTER * JSON.stringify(document).length + HEAP_PER_DOCUMENT;
    const bytesEach = this.bytesEach === 0 ? bytes : 0.75 * this.bytesEach + 0.25 * bytes;
    const known = { unwritten: -this.unwritten, stored: -this.stored.size };
    this.resize(known);
    this.bytesEach = bytesEach;
    this.resize({ unwritten: -known.unwritten, stored: -known.stored });
  }
}
