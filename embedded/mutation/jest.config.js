import { fileURLToPath } from 'node:url';
import base from '../../jest.config.js';

/** One stand-in's specs, without those that start its compiled program: that one is never mutated. */
export default {
  ...base,
  rootDir: '../..',
  // Stryker wraps it, and knows no <rootDir>.
  testEnvironment: fileURLToPath(new URL('../../tools/jest/environment.cjs', import.meta.url)),
  roots: [`<rootDir>/embedded/${process.env.WORKSPACE ?? 'redis'}`],
  // A mutant that lets a client wait for ever fails here, before Stryker would have to start its runner again.
  testTimeout: 5_000,
  testPathIgnorePatterns: [...base.testPathIgnorePatterns, 'main\\.spec', 'durability'],
};
