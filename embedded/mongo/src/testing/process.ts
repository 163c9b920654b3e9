import type { ChildProcess, StdioOptions } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { needsOwnServer } from '@doremi/event-sourcing/testing';
import { afterEach } from '@jest/globals';

const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

export interface MongoProcess {
  readonly child: ChildProcess;
  readonly url: string;
  /** Ends it and waits until it is gone; gives its exit code, or the signal that ended it. */
  end(signal: NodeJS.Signals): Promise<number | string>;
  /** Waits until it is gone by itself. */
  ended: Promise<number | string>;
}

const running = new Set<ChildProcess>();

afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
  running.clear();
});

/** Starts the built server as a process of its own and waits until it listens; it does not outlive its test. */
export async function spawnMongo(args: readonly string[], ipc = false): Promise<MongoProcess> {
  needsOwnServer('MONGODB_URL');
  const stdio: StdioOptions = ['ignore', 'pipe', 'pipe', ...(ipc ? (['ipc'] as const) : [])];
  const child = spawn(process.execPath, ['--enable-source-maps', MAIN, '--port', '0', ...args], { stdio });
  running.add(child);
  const ended = once(child, 'exit').then(([code, signal]) => (code ?? signal) as number | string);
  const said = once(child.stdout as NodeJS.ReadableStream, 'data').then(([data]) => String(data));
  let complaint = '';
  child.stderr?.on('data', (data) => (complaint += String(data)));
  const line = await Promise.race([said, ended.then((code) => `ended with ${code}: ${complaint}`)]);
  const port = /^listening 127\.0\.0\.1:(\d+)\n$/.exec(line)?.[1];
  if (!port) throw new Error(`it said: ${line}`);
  return {
    child,
    url: `mongodb://127.0.0.1:${port}/?serverSelectionTimeoutMS=2000`,
    ended,
    end(signal) {
      child.kill(signal);
      return ended;
    },
  };
}
