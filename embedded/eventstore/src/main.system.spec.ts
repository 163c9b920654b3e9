import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { connect, event, inTemporaryDirectory, numbers } from './testing/eventstore.js';
import { MAIN, startProcess } from './testing/process.js';

const MAXIMUM_STOP_MILLISECONDS = 2_000;

describe('doremi-eventstore', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('ends with 0 soon after %s, with live subscriptions', async (signal) => {
    const server = await startProcess(['--mem']);
    const client = connect(server.port);
    const subscription = client.subscribeToAll().on('error', () => undefined);
    await new Promise((resolve) => subscription.once('caughtUp', resolve).resume());
    const started = Date.now();
    expect(await server.end(signal)).toBe(0);
    expect(Date.now() - started).toBeLessThan(MAXIMUM_STOP_MILLISECONDS);
    await client.dispose();
  });

  it('ends with 0 when the process that started it goes away', async () => {
    const server = await startProcess(['--mem'], true);
    const exited = once(server.child, 'exit');
    server.child.disconnect();
    expect(await exited).toEqual([0, null]);
  });

  it('keeps the events in the directory it is given', async () => {
    await inTemporaryDirectory(async (directory) => {
      const first = await startProcess(['--data', directory]);
      const writer = connect(first.port);
      await writer.appendToStream('stream', event(1));
      await writer.dispose();
      await first.end('SIGTERM');
      expect(await readdir(directory)).not.toEqual([]);
      const second = await startProcess(['--data', directory]);
      const reader = connect(second.port);
      expect(await numbers(reader.readStream('stream'))).toEqual([1]);
      await reader.dispose();
      await second.end('SIGTERM');
    });
  });

  it.each([
    {
      why: 'the port is taken',
      args: (port: number) => ['--mem', '--port', `${port}`],
      said: /address|already in use/,
    },
    {
      why: 'the directory is in use',
      args: (_: number, data: string) => ['--data', data],
      said: /is in use by another/,
    },
    { why: 'the port is none', args: () => ['--mem', '--port', '65536'], said: /A port is 0 to 65535/ },
    {
      why: 'no member of its cluster has its port',
      args: () => ['--mem', '--cluster', '127.0.0.1:2111,127.0.0.1:2112'],
      said: /no member of the cluster has port 0/,
    },
    {
      why: 'a member of its cluster is elsewhere',
      args: () => ['--mem', '--cluster', '10.0.0.1:2111'],
      said: /Members are written 127\.0\.0\.1:PORT/,
    },
    {
      why: 'a timeout is no number',
      args: () => ['--mem', '--heartbeat-timeout', 'short'],
      said: /Milliseconds are a whole number/,
    },
  ])('says that $why, and ends with 1', async ({ args, said }) => {
    await inTemporaryDirectory(async (directory) => {
      const running = await startProcess(['--data', directory]);
      const second = spawn(process.execPath, [MAIN, '--port', '0', ...args(running.port, directory)]);
      const [text] = (await once(second.stderr, 'data')) as [Buffer];
      expect(text.toString()).toMatch(said);
      expect((await once(second, 'exit'))[0]).toBe(1);
      await running.end('SIGTERM');
    });
  });
});
