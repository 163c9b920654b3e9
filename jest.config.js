import { fileURLToPath } from 'node:url';

/**
 * Packages that are loaded once per worker, outside of the sandbox that each spec file gets: they are large, run cold in each, and
 * keep nothing between spec files (see tools/jest/environment.cjs).
 */
const OUTSIDE = [
  '@eventstore/db-client',
  '@grpc/grpc-js',
  '@opentelemetry/api',
  'ajv',
  'bson',
  'class-validator',
  'express',
  'fast-check',
  'google-protobuf',
  'helmet',
  'http-proxy-middleware',
  'ioredis',
  'libphonenumber-js',
  'lmdb',
  'mongodb',
  'typebox',
  'typescript',
  'pino',
  'playwright-core',
  'prom-client',
  'validator',
  'yaml',
].join('|');

const LEFT_OUT = {
  all: ['\\.(system|long)\\.spec\\.ts$'],
  unit: ['\\.(integration|system|long)\\.spec\\.ts$'],
  system: [],
  e2e: [],
  long: [],
};

/**
 * `npm test` has just built the stand-ins: their code is loaded once per worker, too. A server is still each spec file's own, since
 * streams have fixed names and a server starts in some milliseconds.
 */
const BUILT_STAND_INS = {
  '^@doremi/embedded-(eventstore|mongo|redis|payment-provider)$': '<rootDir>/embedded/$1/dist/index.js',
};

/** @type {import('jest').Config} */
export default {
  testEnvironment: '<rootDir>/tools/jest/environment.cjs',
  testRunner: fileURLToPath(new URL('tools/jest/runner.cjs', import.meta.url)),
  testEnvironmentOptions: { customExportConditions: ['@doremi/source', 'node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '\\.ts$': '@swc/jest',
    [`/node_modules/(${OUTSIDE})/.*\\.[cm]?js$|/embedded/[^/]+/dist/`]: '<rootDir>/tools/jest/outside.cjs',
  },
  transformIgnorePatterns: [`/node_modules/(?!(${OUTSIDE})/)`],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1', ...(process.env.STAND_INS === 'built' && BUILT_STAND_INS) },
  // The suffix says what a spec needs, and which run takes it: see CONTRIBUTING.md.
  testMatch: [process.env.SPECS === 'e2e' ? '**/web/e2e/src/**/*.e2e.ts' : '**/src/**/*.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/', ...LEFT_OUT[process.env.SPECS ?? 'all']],
  maxWorkers: 2,
  // Freeing the memory of a worker takes a second on a busy machine: what is said of one after this has left something open.
  workerGracefulExitTimeout: 5_000,
  // Generous, because a busy machine is no failure: tests wait for conditions, never for time.
  testTimeout: 60_000,
};
