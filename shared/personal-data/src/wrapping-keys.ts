import { createSecretKey, hash, type KeyObject, randomBytes } from 'node:crypto';
import { decrypted, type Encrypted, encrypted } from './seal.js';

/** A customer's key as it is stored: encrypted, and with the name of what it was encrypted with. STORAGE FORMAT. */
export interface WrappedKey extends Encrypted {
  readonly by: string;
}

/** What customers' keys are stored under (PERSONAL_DATA_KEY): the first one wraps, each of them unwraps what it wrapped. */
export class WrappingKeys {
  private readonly keys: ReadonlyMap<string, KeyObject>;
  /** The name of the one that wraps. */
  readonly current: string;

  /** `keys`: 32 bytes each, one at least. */
  constructor(keys: readonly [Buffer, ...Buffer[]]) {
    this.keys = new Map(keys.map((key) => [nameOf(key), createSecretKey(key)]));
    this.current = nameOf(keys[0]);
  }

  get names(): readonly string[] {
    return [...this.keys.keys()];
  }

  /** A new key for a customer, and what is stored of it. */
  make(keyId: string): { readonly key: KeyObject; readonly wrapped: WrappedKey } {
    const key = createSecretKey(randomBytes(32));
    return { key, wrapped: this.wrap(keyId, key) };
  }

  wrap(keyId: string, key: KeyObject): WrappedKey {
    return { by: this.current, ...encrypted(this.wrapping(this.current), key.export(), keyId) };
  }

  /** Throws where none of these wrapped it, or it was changed, or stored for another id. */
  unwrap(keyId: string, wrapped: WrappedKey): KeyObject {
    return createSecretKey(decrypted(this.wrapping(wrapped.by), wrapped, keyId));
  }

  private wrapping(name: string): KeyObject {
    const key = this.keys.get(name);
    if (!key) throw new Error(`no key of PERSONAL_DATA_KEY is called ${name}`);
    return key;
  }
}

/** A name that tells nothing of the key. */
const nameOf = (key: Buffer): string =>
  hash('sha256', Buffer.concat([Buffer.from('doremi wraps with '), key]), 'hex').slice(0, 16);
