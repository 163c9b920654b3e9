import { createHash } from 'node:crypto';
import { mkdirSync, realpathSync } from 'node:fs';
import { createServer } from 'node:net';
import { platform } from 'node:process';

/** A name that the system frees when its process ends, however it ends. Other systems have none; there a folder is not locked. */
function lockName(folder: string): string | undefined {
  const name = `doremi-mongo-${createHash('sha256').update(realpathSync(folder)).digest('hex').slice(0, 32)}`;
  if (platform === 'linux') return `\0${name}`;
  return platform === 'win32' ? `\\\\.\\pipe\\${name}` : undefined;
}

/**
 * Makes the folder and keeps other servers away from it: each holds its documents in memory and would overwrite the other's.
 * @returns what gives it back
 * @throws when another process has it
 */
export async function lockFolder(folder: string): Promise<() => void> {
  mkdirSync(folder, { recursive: true });
  const name = lockName(folder);
  if (name === undefined) return () => undefined;
  const holder = createServer();
  await new Promise<void>((resolve, reject) => {
    holder.once('error', () => reject(new Error(`${folder} is in use by another process`)));
    holder.listen(name, resolve);
  });
  holder.unref();
  return () => void holder.close();
}
