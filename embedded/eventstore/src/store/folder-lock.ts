import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { realpathSync } from 'node:fs';
import { createServer } from 'node:net';
import { platform } from 'node:process';

/** A name that the system frees when its process ends, however it ends. Other systems have none; there a folder is not locked. */
const lockName = (folder: string): string | undefined => {
  const digest = createHash('sha256').update(realpathSync(folder)).digest('hex').slice(0, 32);
  if (platform === 'linux') return `\0doremi-eventstore-${digest}`;
  return platform === 'win32' ? `\\\\.\\pipe\\doremi-eventstore-${digest}` : undefined;
};

/**
 * Keeps other servers away from a folder: each counts positions and revisions in memory, and two would give out the same.
 * Returns what gives the folder back; rejects when another process has it.
 */
export const lockFolder = async (folder: string): Promise<() => void> => {
  const name = lockName(folder);
  if (name === undefined) return () => undefined;
  const holder = createServer().unref();
  try {
    await once(holder.listen(name), 'listening');
  } catch {
    throw new Error(`${folder} is in use by another process`);
  }
  return () => void holder.close();
};
