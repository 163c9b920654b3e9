import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * PERSONAL_DATA_KEY for a system that nobody gave one: made once, in a file beside the data that nobody else on this machine
 * reads. Whoever loses the file loses the names and addresses in the events, and nothing else.
 */
export const personalDataKey = (env: Environment, dataDir: string): Environment => {
  if (env.PERSONAL_DATA_KEY || env.PERSONAL_DATA_KEY_FILE) return {};
  const file = join(dataDir, 'personal-data.key');
  mkdirSync(dataDir, { recursive: true });
  if (!existsSync(file)) writeFileSync(file, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
  return { PERSONAL_DATA_KEY: readFileSync(file, 'utf8').trim() };
};
