import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { needsOwnServer } from '@doremi/event-sourcing/testing';

export const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

/** The stand-in as a process of its own; the build has to be up to date. */
export interface ServerProcess {
  readonly child: ChildProcess;
  readonly port: number;
  /** Sends a signal, waits for the end, and gives the exit code; null after a kill. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

/** Starts it with the given arguments and waits until it listens. */
export const startProcess = async (args: string[], ipc = false): Promise<ServerProcess> => {
  needsOwnServer('EVENTSTORE_URL');
  const child = spawn(process.execPath, ['--enable-source-maps', MAIN, '--port', '0', ...args], {
    stdio: ['ignore', 'pipe', 'inherit', ...(ipc ? (['ipc'] as const) : [])],
  });
  const [line] = (await once(child.stdout!, 'data')) as [Buffer];
  const port = /^listening 127\.0\.0\.1:(\d+)\n$/.exec(line.toString())?.[1];
  if (!port) throw new Error(`unexpected first line: ${line.toString()}`);
  const exited = once(child, 'exit') as Promise<[number | null]>;
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    child.kill(signal);
    return (await exited)[0];
  };
  return { child, port: Number(port), end };
};
