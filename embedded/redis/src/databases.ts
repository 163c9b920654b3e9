import { Keyspace } from './keyspace.js';

/** Redis' default number of databases. */
export const DATABASE_COUNT = 16;

/** The numbered databases of one server. */
export class Databases {
  private readonly keyspaces = Array.from({ length: DATABASE_COUNT }, () => new Keyspace());

  /** Throws a RangeError for an index that SELECT would have refused. */
  at(index: number): Keyspace {
    const keyspace = this.keyspaces[index];
    if (keyspace === undefined) throw new RangeError(`no database ${index}`);
    return keyspace;
  }

  clear(): void {
    for (const keyspace of this.keyspaces) keyspace.clear();
  }

  /** Drops what has expired, so that keys nobody reads again do not stay in memory. */
  sweep(): void {
    for (const keyspace of this.keyspaces) keyspace.keys();
  }
}
