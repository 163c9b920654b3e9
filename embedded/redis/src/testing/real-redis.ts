import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts } from '@doremi/start';
import { redisUrl, type GivenRedis } from './given-redis.js';

const named = process.env['REDIS_SERVER_BIN'];
const binary = named ?? 'redis-server';

/** True when there is a real `redis-server` on the PATH, or one is named (which then has to work). */
export const hasRealRedis = (): boolean => named !== undefined || spawnSync(binary, ['--version']).status === 0;

/** A real server on a free port, keeping its files in a folder that goes with it. */
export const startRealRedis = async (): Promise<GivenRedis & { readonly port: number }> => {
  const [port = 0] = await freePorts(1);
  const folder = await mkdtemp(join(tmpdir(), 'doremi-real-redis-'));
  const child = spawn(binary, ['--port', `${port}`, '--bind', '127.0.0.1', '--dir', folder, '--save', '']);
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => chunk.includes('Ready to accept connections') && resolve());
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`${binary} ended with ${code}`)));
  });
  return {
    port,
    url: redisUrl(port),
    stop: async () => {
      child.kill('SIGKILL');
      await once(child, 'close');
      await rm(folder, { recursive: true });
    },
  };
};
