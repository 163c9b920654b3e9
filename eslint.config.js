import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  // The clients' types are generated when their tests run, and tsc judges them then.
  { ignores: ['**/dist/**', '**/node_modules/**', '.doremi/**', 'contracts/clients/**'] },
  {
    files: ['**/*.ts'],
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
