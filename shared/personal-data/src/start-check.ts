import type { KeyStore } from './key-store.js';
import type { WrappingKeys } from './wrapping-keys.js';

/**
 * What is wrong with PERSONAL_DATA_KEY, given the keys that are stored; null where nothing is. Somebody's data would be
 * unreadable without a word otherwise. Throws EngineUnavailable while the key store is away.
 */
export const wrappingFault = async (store: KeyStore, wrapping: WrappingKeys | null): Promise<string | null> => {
  const [other] = await store.notWrappedBy(wrapping?.names ?? [], 1);
  if (!other) return null;
  return wrapping
    ? 'PERSONAL_DATA_KEY unwraps not all of the keys that are stored: the one that wrapped the others is missing'
    : 'PERSONAL_DATA_KEY is not set, and keys are stored that only it unwraps';
};

const AT_ONCE = 100;

/** Stores every key under the wrapping key that wraps now. Returns how many it was. */
export const rewrapAll = async (store: KeyStore, wrapping: WrappingKeys): Promise<number> => {
  for (let count = 0; ;) {
    const others = await store.notWrappedBy([wrapping.current], AT_ONCE);
    if (others.length === 0) return count;
    for (const entry of others) {
      const key = wrapping.unwrap(entry.keyId, entry.wrapped);
      await store.rewrap(entry.keyId, entry.wrapped, wrapping.wrap(entry.keyId, key));
    }
    count += others.length;
  }
};
