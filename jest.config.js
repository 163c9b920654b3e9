/**
 * Packages that are loaded once per worker, outside of the sandbox that each spec file gets: they are large, run cold in each, and
 * keep nothing between spec files (see shared/jest/environment.cjs).
 */
const OUTSIDE = [
  '@eventstore/db-client',
  '@grpc/grpc-js',
  '@opentelemetry/api',
  'ajv',
  'bson',
  'class-validator',
  'cockatiel',
  'express',
  'fast-check',
  'google-protobuf',
  'helmet',
  'http-proxy-middleware',
  'ioredis',
  'libphonenumber-js',
  'lmdb',
  'mongodb',
  'typescript',
  'validator',
  'yaml',
].join('|');

/** @type {import('jest').Config} */
export default {
  testEnvironment: '<rootDir>/shared/jest/environment.cjs',
  testEnvironmentOptions: { customExportConditions: ['@doremi/source', 'node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '\\.ts$': '@swc/jest',
    [`/node_modules/(${OUTSIDE})/.*\\.[cm]?js$`]: '<rootDir>/shared/jest/outside.cjs',
  },
  transformIgnorePatterns: [`/node_modules/(?!(${OUTSIDE})/)`],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  testMatch: ['**/src/**/*.spec.ts'],
  // Whole systems, and what takes long, have runs of their own: `npm run test:system`, `npm run test:long`.
  testPathIgnorePatterns: ['/node_modules/', ...(process.env.SPECS ? [] : ['\\.(system|long)\\.spec\\.ts$'])],
  maxWorkers: 2,
  // Freeing the memory of a worker takes a second on a busy machine: what is said of one after this has left something open.
  workerGracefulExitTimeout: 5_000,
  // Generous, because a busy machine is no failure: tests wait for conditions, never for time.
  testTimeout: 60_000,
};
