import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createInterface } from 'node:readline';

const main = fileURLToPath(new URL('../dist/main.js', import.meta.url));

describe('doremi-identity', () => {
  let folder: string;
  let child: ChildProcess;
  let printed: string[];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'doremi-identity-'));
  });
  afterEach(async () => {
    child.kill('SIGKILL');
    await rm(folder, { recursive: true });
  });

  const start = async (...args: string[]): Promise<string> => {
    const { HOST: _, OIDC_ISSUER: __, ...env } = process.env;
    child = fork(main, ['--port', '0', ...args], { stdio: ['ignore', 'pipe', 'pipe', 'ipc'], env });
    printed = [];
    for (const stream of [child.stdout!, child.stderr!])
      createInterface({ input: stream }).on('line', (line) => printed.push(line));
    const [line] = (await once(createInterface({ input: child.stdout! }), 'line')) as [string];
    const [, port] = /^listening 127\.0\.0\.1:(\d+)$/.exec(line) ?? [];
    return `http://127.0.0.1:${port}`;
  };
  const kidsAt = async (url: string): Promise<string[]> => {
    const { keys } = (await (await fetch(`${url}/jwks`)).json()) as { keys: { kid: string }[] };
    return keys.map(({ kid }) => kid);
  };

  it('says where it listens, and nothing else, whatever its library thinks of this Node', async () => {
    const url = await start();
    expect((await fetch(`${url}/health/ready`)).status).toBe(200);
    expect((await fetch(`${url}/.well-known/openid-configuration`)).status).toBe(200);
    expect(printed).toEqual([expect.stringMatching(/^listening /)]);
  });

  it('keeps its keys, and rotates them on SIGHUP', async () => {
    const first = await start('--data', folder);
    const [old] = await kidsAt(first);
    child.kill('SIGHUP');
    while ((await kidsAt(first)).length < 2);
    const rotated = await kidsAt(first);
    expect(rotated[1]).toBe(old);
    child.kill('SIGTERM');
    await once(child, 'exit');
    expect(await kidsAt(await start('--data', folder))).toEqual(rotated);
  });

  it.each<[string, () => unknown]>([
    ['SIGTERM', () => child.kill('SIGTERM')],
    ['SIGINT', () => child.kill('SIGINT')],
    ['the end of its parent', () => child.disconnect()],
  ])('ends with 0 on %s', async (_, end) => {
    await start();
    const gone = once(child, 'exit');
    end();
    expect(await gone).toEqual([0, null]);
  });
});
