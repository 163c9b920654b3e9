import { keyStoreContract } from './testing/contracts/key-store.js';
import { MemoryKeyStore } from './testing/memory-key-store.js';

const store = new MemoryKeyStore();
keyStoreContract(() => store);
