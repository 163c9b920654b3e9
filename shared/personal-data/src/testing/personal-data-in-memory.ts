import { DataKeys, type DataKeysOptions } from '../data-keys.js';
import { PersonalData } from '../personal-data.js';
import { WrappingKeys } from '../wrapping-keys.js';
import { MemoryKeyStore } from './memory-key-store.js';

/** Personal data whose keys are in memory alone. */
export const personalDataInMemory = (options: DataKeysOptions = {}) => {
  const store = new MemoryKeyStore();
  const wrapping = new WrappingKeys([Buffer.alloc(32, 'k')]);
  return { store, wrapping, personal: new PersonalData(new DataKeys(store, wrapping, options)) };
};
