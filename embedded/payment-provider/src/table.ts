import type { Database, RootDatabase } from 'lmdb';

/** lmdb refuses longer keys than 1978 bytes; nothing is ever kept under one over this. */
const MAX_KEY_BYTES = 1000;

/** One lmdb database of JSON texts. lmdb's own encodings are not used: they depend on the realm they run in. */
export class Table<T> {
  private readonly database: Database<string, string>;

  constructor(root: RootDatabase<string, string>, name: string) {
    this.database = root.openDB<string, string>({ name, encoding: 'string' });
  }

  get(key: string): T | undefined {
    if (Buffer.byteLength(key) > MAX_KEY_BYTES) return undefined;
    const text = this.database.get(key);
    return text === undefined ? undefined : (JSON.parse(text) as T);
  }

  /** Only inside a transaction, whose promise covers it. */
  put(key: string, value: T): void {
    void this.database.put(key, JSON.stringify(value));
  }

  all(): Record<string, T> {
    return Object.fromEntries([...this.database.getRange()].map(({ key, value }) => [key, JSON.parse(value) as T]));
  }
}
