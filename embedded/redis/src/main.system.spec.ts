import { afterEach, describe, expect, it } from '@jest/globals';
import { type ChildProcess, fork, spawn, type StdioOptions } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { needsOwnServer } from '@doremi/event-sourcing/testing';
import { Redis } from 'ioredis';

const main = fileURLToPath(new URL('../dist/main.js', import.meta.url));

describe('doremi-redis', () => {
  let child: ChildProcess;

  const start = async (): Promise<number> => {
    const stdio: StdioOptions = ['ignore', 'pipe', 'inherit', 'ipc'];
    needsOwnServer('REDIS_URL');
    child = fork(main, ['--port', '0'], { stdio });
    const [line] = (await once(child.stdout!, 'data')) as [Buffer];
    const port = /^listening 127\.0\.0\.1:(\d+)\n$/.exec(line.toString())?.[1];
    return Number(port);
  };
  afterEach(() => void child.kill('SIGKILL'));

  it.each<[string, () => unknown]>([
    ['SIGTERM', () => child.kill('SIGTERM')],
    ['SIGINT', () => child.kill('SIGINT')],
    ['the end of its parent', () => child.disconnect()],
  ])('serves, and ends with 0 on %s although clients are connected', async (_, end) => {
    const redis = new Redis(await start(), '127.0.0.1', { retryStrategy: null });
    expect(await redis.ping()).toBe('PONG');
    const cut = once(redis, 'end');
    end();
    expect(await once(child, 'exit')).toEqual([0, null]);
    await cut;
  });

  it.each([
    ['a port that is taken', (port: number) => `${port}`, /EADDRINUSE/],
    ['a port that is none', () => 'x', /A port is 0 to 65535/],
  ])('refuses %s, and ends with 1', async (_, port, said) => {
    const second = spawn(process.execPath, [main, '--mem', '--port', port(await start())]);
    const [text] = (await once(second.stderr, 'data')) as [Buffer];
    expect(text.toString()).toMatch(said);
    expect((await once(second, 'exit'))[0]).toBe(1);
  });
});
