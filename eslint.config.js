import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

const NO_UNIT_TEST = 'Such a test is no unit test: name it .integration.spec.ts, or .system.spec.ts.';

export default tseslint.config(
  // The clients' types are generated, and the browser's are installed, when their tests run: tsc judges them then.
  {
    ignores: [
      '**/dist/**',
      '**/node_modules/**',
      '.doremi/**',
      'contracts/clients/**',
      'web/e2e/**',
      'web/src/api/schema.d.ts',
    ],
  },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [...tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'no-console': 'error',
    },
  },
  // A spec without a suffix needs nothing: see CONTRIBUTING.md. What it reaches through others, tools/jest/unit-guard.cjs refuses.
  {
    files: ['**/src/**/*.spec.ts'],
    ignores: ['**/*.{integration,system,long}.spec.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [
            ...['child_process', 'fs', 'fs/promises', 'http2', 'worker_threads'].map((name) => `node:${name}`),
            { name: 'node:net', importNames: ['connect', 'createConnection', 'createServer'] },
            { name: 'node:http', importNames: ['createServer'] },
            { name: 'node:timers/promises', importNames: ['setInterval', 'setTimeout'] },
          ].map((path) => ({ ...(typeof path === 'string' ? { name: path } : path), message: NO_UNIT_TEST })),
          patterns: [
            {
              group: [
                '@doremi/embedded-*/{main,server}',
                '**/testing/{engines,given-event-store,given-mongo,given-redis,mongo-in-memory,on-stand-ins,with-mongo}{,.js}',
              ],
              message: NO_UNIT_TEST,
            },
          ],
        },
      ],
      'no-restricted-syntax': [
        'error',
        { selector: "CallExpression[callee.name='setTimeout']", message: 'A unit test waits for no time: fake it.' },
      ],
    },
  },
  // What people read on a terminal is written there on purpose.
  {
    files: [
      'start/**/*.ts',
      'tools/**/*.ts',
      'bench/**/*.ts',
      '{projections,policies}/src/cli.ts',
      'embedded/*/src/main.ts',
    ],
    rules: { 'no-console': 'off' },
  },
  prettier,
);
