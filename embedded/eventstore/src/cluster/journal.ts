import type { Tables } from '../store/database.js';
import { positionKey, readNumber } from '../store/keys.js';

/** What was proposed together, in the epoch in which a leader wrote it down. */
export interface Entry {
  readonly epoch: number;
  /** See `encodeOperations`. */
  readonly operations: Buffer;
}

/** Whom a node voted for in its latest epoch; null while it has not. */
export interface Ballot {
  readonly epoch: number;
  readonly vote: string | null;
}

const EPOCH_BYTES = 6;
const BALLOT = Buffer.from('ballot');
const DONE = Buffer.from('done');
const MAX_BYTES = 1024 * 1024;

/**
 * The operations in their order, each at an index that counts from 1: on disk before a node says that it has them. What no
 * majority has may be written over by a later leader. It is never shortened, so that a node of any age can be brought up to date.
 */
export class Journal {
  #lastIndex: number;
  #lastEpoch: number;
  #ballot: Ballot;

  constructor(private readonly tables: Pick<Tables, 'journal' | 'consensus' | 'transaction'>) {
    const [last] = tables.journal.getKeys({ reverse: true, limit: 1 });
    this.#lastIndex = last ? readNumber(last) : 0;
    this.#lastEpoch = this.epochAt(this.#lastIndex)!;
    const ballot = tables.consensus.get(BALLOT);
    this.#ballot = ballot ? (JSON.parse(ballot.toString('utf8')) as Ballot) : { epoch: 0, vote: null };
  }

  get lastIndex(): number {
    return this.#lastIndex;
  }

  get lastEpoch(): number {
    return this.#lastEpoch;
  }

  get ballot(): Ballot {
    return this.#ballot;
  }

  /** Index of the last entry whose operations are done. */
  get done(): number {
    const done = this.tables.consensus.get(DONE);
    return done ? readNumber(done) : 0;
  }

  /** Is on disk when this returns. */
  cast(ballot: Ballot): void {
    this.tables.transaction(() => void this.tables.consensus.put(BALLOT, Buffer.from(JSON.stringify(ballot), 'utf8')));
    this.#ballot = ballot;
  }

  /** Call it inside the transaction that does the operations. */
  markDone(index: number): void {
    void this.tables.consensus.put(DONE, positionKey(index));
  }

  /** The epoch of an entry, 0 before the first, undefined beyond the last. */
  epochAt(index: number): number | undefined {
    return index === 0 ? 0 : this.tables.journal.get(positionKey(index))?.readUIntBE(0, EPOCH_BYTES);
  }

  /** Entries from an index up to another, both included: as many as fit in a message, at least one if there is one. */
  read(from: number, to: number): Entry[] {
    const entries: Entry[] = [];
    let bytes = 0;
    for (const { value } of this.tables.journal.getRange({ start: positionKey(from), end: positionKey(to + 1) })) {
      entries.push({ epoch: value.readUIntBE(0, EPOCH_BYTES), operations: value.subarray(EPOCH_BYTES) });
      if ((bytes += value.length) > MAX_BYTES) break;
    }
    return entries;
  }

  /** Writes entries behind `previous`: on disk when this returns. What was there and is another is dropped with all behind it. */
  write(previous: number, entries: readonly Entry[]): void {
    const known = entries.findIndex(({ epoch }, n) => this.epochAt(previous + 1 + n) !== epoch);
    if (known < 0) return;
    const first = previous + 1 + known;
    if (first <= this.done) throw new Error(`entry ${first} is done and cannot be replaced`);
    this.tables.transaction(() => {
      for (let index = first; index <= this.#lastIndex; index++) void this.tables.journal.remove(positionKey(index));
      entries.slice(known).forEach(({ epoch, operations }, n) => {
        const head = Buffer.alloc(EPOCH_BYTES);
        head.writeUIntBE(epoch, 0, EPOCH_BYTES);
        void this.tables.journal.put(positionKey(first + n), Buffer.concat([head, operations]));
      });
    });
    this.#lastIndex = previous + entries.length;
    this.#lastEpoch = entries.at(-1)!.epoch;
  }
}
