export type { KeyFault } from './data-keys.js';
export { isTooLate, type Shown, shownTo, type Viewer, viewerFor } from './disclosure.js';
export { isErased, type KeyEntry, type KeyStore } from './key-store.js';
export { mongoKeyStore } from './mongo-key-store.js';
export { openPersonalData, type OpenedPersonalData } from './open-personal-data.js';
export { type NotSealed, type Opened, PersonalData } from './personal-data.js';
export type { SealedPlace } from './seal.js';
export { rewrapAll } from './start-check.js';
export { WrappingKeys } from './wrapping-keys.js';
