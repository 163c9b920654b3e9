import { CommandError } from '../command-error.js';

const FIRST_BATCH = 101;
const MAX_BATCH_BYTES = 16 * 1024 * 1024;
/** The server's default for a cursor that nobody reads from. */
const IDLE_MS = 10 * 60 * 1000;

/** The first or next documents of a cursor; sent as encoded. */
export interface Batch {
  /** 0n when there is nothing more. */
  readonly cursorId: bigint;
  readonly namespace: string;
  readonly field: 'firstBatch' | 'nextBatch';
  readonly documents: readonly Buffer[];
}

/** Documents to be sent, and what is done to each of them when it is. */
export interface Results {
  readonly namespace: string;
  readonly documents: readonly Buffer[];
  readonly project?: ((bytes: Buffer) => Buffer) | undefined;
}

interface OpenCursor extends Results {
  position: number;
  usedAt: number;
}

function take(cursor: OpenCursor, count: number): Buffer[] {
  const taken: Buffer[] = [];
  let size = 0;
  for (; taken.length < count; cursor.position++) {
    const bytes = cursor.documents[cursor.position];
    if (!bytes) break;
    const sent = cursor.project ? cursor.project(bytes) : bytes;
    size += sent.length;
    if (size > MAX_BATCH_BYTES && taken.length > 0) break;
    taken.push(sent);
  }
  return taken;
}

/** The open cursors. A cursor holds the documents as they were when its query ran. */
export class Cursors {
  private readonly open = new Map<bigint, OpenCursor>();
  private nextId = BigInt(Date.now()) << 20n;

  /** Starts with the first batch; the cursor stays open when more is left and `single` is false. */
  start(results: Results, batchSize = FIRST_BATCH, single = false): Batch {
    const cursor: OpenCursor = { ...results, position: 0, usedAt: Date.now() };
    const documents = take(cursor, batchSize);
    const more = !single && cursor.position < cursor.documents.length;
    const cursorId = more ? this.nextId++ : 0n;
    if (more) this.open.set(cursorId, cursor);
    return { cursorId, namespace: results.namespace, field: 'firstBatch', documents };
  }

  /** @throws CommandError 43 */
  next(id: bigint, batchSize: number | undefined): Batch {
    const cursor = this.open.get(id);
    if (!cursor) throw new CommandError('CursorNotFound', `cursor id ${id} not found`);
    cursor.usedAt = Date.now();
    const documents = take(cursor, batchSize || Infinity);
    const more = cursor.position < cursor.documents.length;
    if (!more) this.open.delete(id);
    return { cursorId: more ? id : 0n, namespace: cursor.namespace, field: 'nextBatch', documents };
  }

  /** Whether there was such a cursor. */
  kill(id: bigint): boolean {
    return this.open.delete(id);
  }

  /** Closes what nobody has read from for ten minutes. */
  expire(now: number): void {
    for (const [id, { usedAt }] of this.open) if (now - usedAt > IDLE_MS) this.open.delete(id);
  }
}
