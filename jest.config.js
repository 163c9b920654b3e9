/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['@doremi/source', 'node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': '@swc/jest' },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  testMatch: ['**/src/**/*.spec.ts'],
  // What takes long has a run of its own, `npm run test:long`.
  testPathIgnorePatterns: ['/node_modules/', ...(process.env.LONG ? [] : ['\\.long\\.spec\\.ts$'])],
  maxWorkers: 2,
  // Generous, because a busy machine is no failure: tests wait for conditions, never for time.
  testTimeout: 60_000,
};
