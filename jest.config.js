/** @type {import('jest').Config} */
export default {
  testEnvironment: '<rootDir>/shared/jest/environment.cjs',
  testEnvironmentOptions: { customExportConditions: ['@doremi/source', 'node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': '@swc/jest' },
  moduleNameMapper: {
    '^(\\.{1,2}/.*)\\.js$': '$1',
    '^@eventstore/db-client$': '<rootDir>/shared/jest/db-client.cjs',
  },
  testMatch: ['**/src/**/*.spec.ts'],
  // Whole systems, and what takes long, have runs of their own: `npm run test:system`, `npm run test:long`.
  testPathIgnorePatterns: ['/node_modules/', ...(process.env.SPECS ? [] : ['\\.(system|long)\\.spec\\.ts$'])],
  maxWorkers: 2,
  // Freeing the memory of a worker takes a second on a busy machine: what is said of one after this has left something open.
  workerGracefulExitTimeout: 5_000,
  // Generous, because a busy machine is no failure: tests wait for conditions, never for time.
  testTimeout: 60_000,
};
