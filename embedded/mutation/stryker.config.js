/** `WORKSPACE=redis npm run stryker`: every mutation of one stand-in that Stryker knows, against that stand-in's own specs. */
const workspace = process.env.WORKSPACE ?? 'redis';

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  packageManager: 'npm',
  testRunner: 'jest',
  plugins: ['@stryker-mutator/jest-runner', './embedded/mutation/sample.js'],
  ignorers: ['sample'],
  testRunnerNodeArgs: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
  jest: { configFile: 'embedded/mutation/jest.config.js', enableFindRelatedTests: false },
  coverageAnalysis: 'perTest',
  // What runs once when a module loads concerns every test: it would take half of the time.
  ignoreStatic: true,
  mutate: [`embedded/${workspace}/src/**/*.ts`, '!**/*.spec.ts', '!**/testing/**', '!**/main.ts'],
  ignorePatterns: [
    '/*',
    '!/embedded',
    '!/shared',
    '/shared/*',
    '!/tools/jest',
    '!/package.json',
    '!/jest.config.js',
    '!/.swcrc',
    '!/tsconfig*.json',
    'dist',
    '/embedded/mutation/node_modules',
  ],
  reporters: ['clear-text', 'progress-append-only', 'json'],
  jsonReporter: { fileName: `.doremi/mutation/${workspace}.json` },
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  tempDirName: '.doremi/stryker',
  concurrency: 2,
  timeoutMS: 2_000,
};
