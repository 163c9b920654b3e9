import { readFileSync } from 'node:fs';
import { type Environment, SettingError } from '@doremi/http/settings';

/** May hold a password, or is a key, so each may come from a file, as container runtimes hand secrets out. */
export const SECRETS: readonly string[] = [
  'EVENTSTORE_URL',
  'MONGODB_URL',
  'MONGODB_ADMIN_URL',
  'MONGODB_KEYS_URL',
  'PERSONAL_DATA_KEY',
  'REDIS_URL',
];

/** The variable that names the file of a secret. */
export const secretFileOf = (variable: string): string => `${variable}_FILE`;

/** The environment, with what `MONGODB_URL_FILE` and its like name read from their files. Throws SettingError. */
export const withSecretFiles = (env: Environment): Environment => {
  const read = SECRETS.flatMap((variable) => {
    const file = env[secretFileOf(variable)];
    if (!file) return [];
    if (env[variable]) throw new SettingError(`${variable} and ${variable}_FILE are both set: one of them`);
    return [[variable, contentOf(secretFileOf(variable), file)] as const];
  });
  return { ...env, ...Object.fromEntries(read) };
};

const contentOf = (variable: string, file: string): string => {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    throw new SettingError(`${variable} names a file that can't be read: ${file}`);
  }
};
