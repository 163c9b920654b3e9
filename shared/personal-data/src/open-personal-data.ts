import { setTimeout as pause } from 'node:timers/promises';
import { EngineUnavailable } from '@doremi/event-sourcing';
import { DataKeys, type DataKeysOptions } from './data-keys.js';
import type { KeyStore } from './key-store.js';
import { mongoKeyStore } from './mongo-key-store.js';
import { PersonalData } from './personal-data.js';
import { wrappingFault } from './start-check.js';
import { WrappingKeys } from './wrapping-keys.js';

export interface OpenedPersonalData {
  readonly personal: PersonalData;
  readonly store: KeyStore;
  /** Null where PERSONAL_DATA_KEY is not set. */
  readonly wrapping: WrappingKeys | null;
}

interface Opening {
  /** MONGODB_KEYS_URL. */
  readonly url: string;
  /** PERSONAL_DATA_KEY: 32 bytes each; null where it is not set. */
  readonly keys: readonly [Buffer, ...Buffer[]] | null;
  readonly onFault: NonNullable<DataKeysOptions['onFault']>;
  /** Hears, as soon as the key store can be asked, that PERSONAL_DATA_KEY does not go with what is stored: no process may go on. */
  readonly onUnfit: (what: string) => void;
  readonly signal: AbortSignal;
}

/** Personal data over the key store in MongoDB. Nothing waits for it: while it is away, what is personal is not shown. */
export const openPersonalData = ({ url, keys, onFault, onUnfit, signal }: Opening): OpenedPersonalData => {
  const store = mongoKeyStore(url);
  const wrapping = keys && new WrappingKeys(keys);
  const personal = new PersonalData(wrapping && new DataKeys(store, wrapping, { onFault }));
  void checked(store, wrapping, signal).then((fault) => fault !== null && onUnfit(fault));
  return { personal, store, wrapping };
};

/** Milliseconds between two looks for a key store that is away. */
const AGAIN_AFTER = 1_000;

const checked = async (store: KeyStore, wrapping: WrappingKeys | null, signal: AbortSignal): Promise<string | null> => {
  while (!signal.aborted) {
    try {
      return await wrappingFault(store, wrapping);
    } catch (error) {
      if (!(error instanceof EngineUnavailable)) throw error;
    }
    await pause(AGAIN_AFTER, undefined, { signal }).catch(() => undefined);
  }
  return null;
};
