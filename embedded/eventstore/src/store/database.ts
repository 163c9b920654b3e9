import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { open } from 'lmdb';
import type { Database, RootDatabase } from 'lmdb';
import { lockFolder } from './folder-lock.js';

export type Table = Database<Buffer, Buffer>;

/** The tables of the store; see keys.ts for what they are keyed by. */
export interface Tables {
  /** position → event */
  readonly events: Table;
  /** stream and revision → position */
  readonly revisions: Table;
  /** stream and event id → revision */
  readonly eventIds: Table;
  /** stream → its id, state and name */
  readonly streams: Table;
  /** index → operations, of a node of a cluster */
  readonly journal: Table;
  /** what a node of a cluster remembers of elections, and how much of its journal is done */
  readonly consensus: Table;
  /** Runs `work` as one transaction, which is in the file when this returns. */
  transaction(work: () => void): void;
  close(): Promise<void>;
}

/**
 * Opens, or makes, the tables in `directory`; null keeps them in a temporary one that is removed at close. Rejects when another
 * process has the directory.
 *
 * A commit is written to the file and not waited for on the disk: it survives the death of the process at any moment, and not
 * the loss of power. Waiting for the disk would cost a stand-in most of its speed.
 */
export const openTables = async (directory: string | null): Promise<Tables> => {
  const path = directory ?? (await mkdtemp(join(tmpdir(), 'doremi-eventstore-')));
  await mkdir(path, { recursive: true });
  const unlock = await lockFolder(path);
  const root: RootDatabase<Buffer, Buffer> = open({ path: join(path, 'eventstore.lmdb'), maxDbs: 12, noSync: true });
  const table = (name: string): Table =>
    root.openDB<Buffer, Buffer>(name, { encoding: 'binary', keyEncoding: 'binary' });
  return {
    events: table('events'),
    revisions: table('revisions'),
    eventIds: table('eventIds'),
    streams: table('streams'),
    journal: table('journal'),
    consensus: table('consensus'),
    transaction: (work) => root.transactionSync(work),
    close: async () => {
      await root.close();
      unlock();
      if (directory === null) await rm(path, { recursive: true, force: true });
    },
  };
};
