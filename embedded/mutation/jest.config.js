import base from '../../jest.config.js';

/** One stand-in's specs, without those that start its compiled program: that one is never mutated. */
export default {
  ...base,
  rootDir: '../..',
  roots: [`<rootDir>/embedded/${process.env.WORKSPACE ?? 'redis'}`],
  testPathIgnorePatterns: [...base.testPathIgnorePatterns, 'main\\.spec', 'durability'],
};
