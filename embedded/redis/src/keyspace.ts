/** What a key holds. Entries are never changed in place. */
export interface Entry {
  readonly value: string;
  /** Epoch milliseconds; absent: it does not expire. */
  readonly expiresAt?: number;
}

/** The keys one connection is watching, and whether any of them was written since. */
export class Watch {
  written = false;
  private readonly targets: { keyspace: Keyspace; key: string }[] = [];

  add(keyspace: Keyspace, key: string): void {
    keyspace.watch(key, this);
    this.targets.push({ keyspace, key });
  }

  /** True when a key was written, deleted or has expired. */
  changed(): boolean {
    for (const { keyspace, key } of this.targets) keyspace.get(key); // drops it if it has expired
    return this.written;
  }

  end(): void {
    for (const { keyspace, key } of this.targets) keyspace.unwatch(key, this);
  }
}

/** One numbered database: keys to strings, with expiry and watches. */
export class Keyspace {
  private readonly entries = new Map<string, Entry>();
  private readonly watches = new Map<string, Set<Watch>>();

  get(key: string): Entry | undefined {
    const entry = this.entries.get(key);
    if (!entry || !hasExpired(entry)) return entry;
    this.delete(key);
    return undefined;
  }

  /** Writes; an expiry in the past deletes the key, as it does in Redis. */
  set(key: string, entry: Entry): void {
    const isPast = entry.expiresAt !== undefined && entry.expiresAt <= Date.now();
    if (isPast) this.entries.delete(key);
    else this.entries.set(key, entry);
    this.touch(key);
  }

  /** True when the key was there. */
  delete(key: string): boolean {
    const entry = this.entries.get(key);
    if (!entry) return false;
    this.entries.delete(key);
    this.touch(key);
    return !hasExpired(entry);
  }

  clear(): void {
    for (const key of this.keys()) this.delete(key);
  }

  /** Keys that have not expired; the expired ones are dropped on the way. */
  keys(): string[] {
    return [...this.entries.keys()].filter((key) => this.get(key) !== undefined);
  }

  watch(key: string, watch: Watch): void {
    this.get(key);
    const watchers = this.watches.get(key) ?? new Set();
    this.watches.set(key, watchers.add(watch));
  }

  unwatch(key: string, watch: Watch): void {
    const watchers = this.watches.get(key);
    watchers?.delete(watch);
    if (watchers?.size === 0) this.watches.delete(key);
  }

  private touch(key: string): void {
    for (const watch of this.watches.get(key) ?? []) watch.written = true;
  }
}

/** A key lives through the whole of its last millisecond. */
const hasExpired = ({ expiresAt }: Entry): boolean => expiresAt !== undefined && expiresAt < Date.now();
