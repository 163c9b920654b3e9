import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { freePorts } from '@doremi/start';
import { cpuTime } from '../cpu-time.js';
import { processTree } from './process-tree.js';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const PORTS = ['GATEWAY', 'COMMAND_API', 'QUERY_API', 'PAYMENT_PROVIDER', 'POLICIES', 'PROJECTIONS'];

/** What somebody types: with the look whether anything has to be built, or what that then runs. */
export const TYPED = {
  'npm start': ['npm', 'start'],
  'node start/dist/main.js': [process.execPath, '--enable-source-maps', 'start/dist/main.js'],
} as const;

export interface Started {
  readonly pid: number;
  /** From its spawn to the start screen, and what the screen itself says, from its first process on; seconds. */
  readonly seconds: number;
  readonly saysSeconds: number;
  /** CPU that all its processes have had by then; seconds. It says something on a busy machine as well. */
  readonly cpuSeconds: number;
  /** Ctrl-C; resolves when everything has ended. */
  readonly stop: () => Promise<void>;
}

/** Starts the system as somebody who types it, on ports of its own; resolves with the start screen. */
export const startTyped = async (typed: keyof typeof TYPED, dataDir: string): Promise<Started> => {
  const ports = await freePorts(PORTS.length);
  const named = Object.fromEntries(PORTS.map((name, index) => [`${name}_PORT`, String(ports[index])]));
  const [command, ...words] = TYPED[typed];
  const startedAt = performance.now();
  const child = spawn(command, words, {
    cwd: ROOT,
    env: { ...process.env, ...named, DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'inherit'],
    // A group of its own: Ctrl-C at a terminal reaches npm and whatever it runs.
    detached: true,
  });
  const saysSeconds = await screenOf(child);
  const seconds = (performance.now() - startedAt) / 1_000;
  const pid = child.pid ?? 0;
  const cpuSeconds = processTree(pid).reduce((sum, one) => sum + cpuTime(one), 0) / 1_000_000;
  const stop = async (): Promise<void> => {
    const ended = once(child, 'close');
    process.kill(-pid, 'SIGINT');
    await ended;
  };
  return { pid, seconds, saysSeconds, cpuSeconds, stop };
};

const screenOf = async ({ stdout, pid = 0 }: ChildProcess): Promise<number> => {
  if (!stdout) throw new Error('there is nothing to read');
  const printed: string[] = [];
  const lines = createInterface(stdout);
  for await (const line of lines) {
    printed.push(line);
    const [, seconds] = /^Doremi is ready \(([\d.]+) s\)/.exec(line) ?? [];
    if (seconds === undefined) continue;
    // Whatever else it prints is let go of, so that it never waits for us.
    stdout.resume();
    return Number(seconds);
  }
  throw new Error(`process ${pid} ended without a start screen:\n${printed.join('\n')}`);
};
