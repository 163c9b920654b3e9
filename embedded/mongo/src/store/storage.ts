import type { Document } from '../bson/value.js';

/** A collection as it is kept: its records refer to it by id, so a rename touches this entry alone. */
export interface CollectionEntry {
  readonly id: number;
  readonly database: string;
  readonly name: string;
  readonly options: Document;
  readonly indexes: Document[];
}

/** Where collections and their documents are kept. Calls are queued in order; `committed` says when all so far are safe. */
export interface Storage {
  /** What was kept by an earlier run. */
  collections(): CollectionEntry[];
  /** The documents of a collection by record number, in natural order. */
  records(collectionId: number): Iterable<[recordNumber: number, bytes: Buffer]>;

  putCollection(entry: CollectionEntry): void;
  /** Removes the entry; its records are deleted one by one before. */
  dropCollection(collectionId: number): void;
  putRecord(collectionId: number, recordNumber: number, bytes: Buffer): void;
  deleteRecord(collectionId: number, recordNumber: number): void;

  /** Resolves when all changes so far survive the end of this process. */
  committed(): Promise<void>;
  /** Resolves when all changes so far survive the end of this machine. */
  flushed(): Promise<void>;
  close(): Promise<void>;
}

const nothing = (): void => undefined;

/** Keeps nothing: for tests and `--mem`. */
export const memoryStorage = (): Storage => ({
  collections: () => [],
  records: () => [],
  putCollection: nothing,
  dropCollection: nothing,
  putRecord: nothing,
  deleteRecord: nothing,
  committed: () => Promise.resolve(),
  flushed: () => Promise.resolve(),
  close: () => Promise.resolve(),
});
