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

  it('says why it cannot start, and ends with 1', async () => {
    const running = await startProcess(['--mem']);
    const second = spawn(process.execPath, [MAIN, '--mem', '--port', String(running.port)]);
    const [said] = (await once(second.stderr, 'data')) as [Buffer];
    expect(said.toString()).toMatch(/No address added|address already in use/);
    expect((await once(second, 'exit'))[0]).toBe(1);
    await running.end('SIGTERM');
  });
});
