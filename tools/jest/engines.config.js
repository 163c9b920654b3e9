import { fileURLToPath } from 'node:url';
import base from '../../jest.config.js';

/** `npm run test:engines` says which specs run. */
export default {
  ...base,
  rootDir: '../..',
  testEnvironment: fileURLToPath(new URL('engines-environment.cjs', import.meta.url)),
};
