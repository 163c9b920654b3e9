import type { WrappedKey } from './wrapping-keys.js';

/** A customer's key; `carts` are those for which something was sealed with it, in no order. */
export interface LiveKey {
  readonly keyId: string;
  readonly wrapped: WrappedKey;
  readonly carts: readonly number[];
}

/** What is left of a key that was erased. */
export interface Tombstone {
  readonly keyId: string;
  /** ISO 8601, UTC. */
  readonly erasedAt: string;
}

export type KeyEntry = LiveKey | Tombstone;

export const isErased = (entry: KeyEntry): entry is Tombstone => 'erasedAt' in entry;

/**
 * The port to where customers' keys are kept, apart from everything that they open. A key that was erased never comes
 * back: its tombstone stays. Every method throws EngineUnavailable while it is away.
 */
export interface KeyStore {
  /** What stands under these ids; nothing for those that never were. */
  find(keyIds: readonly string[]): Promise<readonly KeyEntry[]>;
  /** Notes that something of the cart is under the key, which is this one where there was none. Returns what stands there then. */
  add(keyId: string, wrapped: WrappedKey, cartId: number): Promise<KeyEntry>;
  /** Leaves a tombstone, whether there was a key or not; one that is there stays as it is. */
  erase(keyId: string, at: string): Promise<void>;
  /** Keys that none of these wrapped, `limit` at most. */
  notWrappedBy(names: readonly string[], limit: number): Promise<readonly LiveKey[]>;
  /** Stores a key under another wrapping, unless somebody else did meanwhile, or it was erased. */
  rewrap(keyId: string, from: WrappedKey, to: WrappedKey): Promise<void>;
  ping(): Promise<void>;
  close(): Promise<void>;
}
