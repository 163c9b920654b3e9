import type { KeyObject } from 'node:crypto';
import { EngineUnavailable, withinDeadline } from '@doremi/event-sourcing';
import { isErased, type KeyEntry, type KeyStore } from './key-store.js';
import type { WrappingKeys } from './wrapping-keys.js';

/** A key, or why there is none: `missing` is a fault, and `away` passes. */
export type Found = KeyObject | 'erased' | 'missing' | 'away';

/** A key that is neither there nor erased; one that no key of PERSONAL_DATA_KEY unwraps; one that does not open what it should. */
export type KeyFault = 'missing' | 'notUnwrapped' | 'notOpened';

export interface DataKeysOptions {
  /** How long a key is kept in memory at most; milliseconds. */
  readonly keepFor?: number;
  /** How long an answer waits for the key store; milliseconds. */
  readonly waitFor?: number;
  /** How long nobody asks again after the key store did not answer; milliseconds. */
  readonly awayFor?: number;
  readonly onFault?: (keyId: string, fault: KeyFault) => void;
  readonly now?: () => number;
}

/** Customers' keys, asked for when they are needed and forgotten soon after. */
export class DataKeys {
  private readonly kept = new Map<string, KeyObject>();
  private awayUntil = 0;
  private readonly keepFor: number;
  private readonly waitFor: number;
  private readonly awayFor: number;
  readonly onFault: NonNullable<DataKeysOptions['onFault']>;
  private readonly now: () => number;

  constructor(
    private readonly store: KeyStore,
    private readonly wrapping: WrappingKeys,
    {
      keepFor = 5_000,
      waitFor = 500,
      awayFor = 1_000,
      onFault = () => undefined,
      now = Date.now,
    }: DataKeysOptions = {},
  ) {
    this.keepFor = keepFor;
    this.waitFor = waitFor;
    this.awayFor = awayFor;
    this.onFault = onFault;
    this.now = now;
  }

  /** The keys under these ids, in one question at most. */
  async find(keyIds: readonly string[]): Promise<ReadonlyMap<string, Found>> {
    const asked = [...new Set(keyIds)].filter((keyId) => !this.kept.has(keyId));
    const entries = asked.length === 0 ? [] : await this.reaching(() => this.store.find(asked));
    const found = new Map<string, Found>();
    for (const keyId of keyIds) found.set(keyId, this.kept.get(keyId) ?? (entries === 'away' ? 'away' : 'missing'));
    if (entries === 'away') return found;
    for (const entry of entries) found.set(entry.keyId, this.foundIn(entry));
    for (const [keyId, key] of found) if (key === 'missing') this.onFault(keyId, 'missing');
    return found;
  }

  /** The key to seal something of this cart with; it is made where there is none yet. */
  async forCart(keyId: string, cartId: number): Promise<Exclude<Found, 'missing'>> {
    const entry = await this.reaching(() => this.store.add(keyId, this.wrapping.make(keyId).wrapped, cartId));
    const found = entry === 'away' ? entry : this.foundIn(entry);
    return found === 'missing' ? 'away' : found;
  }

  private foundIn(entry: KeyEntry): Found {
    if (isErased(entry)) {
      this.kept.delete(entry.keyId);
      return 'erased';
    }
    try {
      return this.keep(entry.keyId, this.wrapping.unwrap(entry.keyId, entry.wrapped));
    } catch {
      this.onFault(entry.keyId, 'notUnwrapped');
      return 'away';
    }
  }

  private keep(keyId: string, key: KeyObject): KeyObject {
    if (this.keepFor === 0) return key;
    this.kept.set(keyId, key);
    const forget = (): void => {
      if (this.kept.get(keyId) === key) this.kept.delete(keyId);
    };
    setTimeout(forget, this.keepFor).unref();
    return key;
  }

  /** What waits for a key store that is away would have everybody wait: for a moment nobody asks it. */
  private async reaching<Answer>(ask: () => Promise<Answer>): Promise<Answer | 'away'> {
    if (this.now() < this.awayUntil) return 'away';
    try {
      return await withinDeadline(this.waitFor, ask());
    } catch (error) {
      if (!(error instanceof EngineUnavailable)) throw error;
      this.awayUntil = this.now() + this.awayFor;
      return 'away';
    }
  }
}
