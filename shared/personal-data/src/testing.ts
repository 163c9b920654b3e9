export { MemoryKeyStore } from './testing/memory-key-store.js';
export { personalDataInMemory } from './testing/personal-data-in-memory.js';
