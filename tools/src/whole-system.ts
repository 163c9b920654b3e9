import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePorts, listedProcesses, until } from '@doremi/start';

const root = fileURLToPath(new URL('../../', import.meta.url));
const PORTS = ['GATEWAY', 'COMMAND_API', 'QUERY_API', 'PAYMENT_PROVIDER', 'POLICIES', 'PROJECTIONS', 'IDENTITY'];

/** A whole embedded system in processes of its own, as `npm start` runs it, on free ports and a folder of its own. */
export class System {
  readonly dataDir = mkdtempSync(join(tmpdir(), 'doremi-'));
  private env: NodeJS.ProcessEnv = {};
  private supervisor: ChildProcess | null = null;
  private printed = '';

  private constructor() {}

  /** `environment` is what it is told beside its ports and its folder. */
  static async start(environment: NodeJS.ProcessEnv = {}): Promise<System> {
    const system = await System.begin(environment);
    await system.untilReady();
    return system;
  }

  /** The same, and it may still have to wait for what it needs. */
  static async begin(environment: NodeJS.ProcessEnv): Promise<System> {
    const system = new System();
    const ports = await freePorts(PORTS.length);
    const variables = PORTS.map((name, index): [string, string] => [`${name}_PORT`, String(ports[index])]);
    system.env = { ...process.env, ...environment, ...Object.fromEntries(variables), DATA_DIR: system.dataDir };
    system.launch();
    return system;
  }

  /** Starts it on the same folder; resolves when it says that it is ready. */
  async startAgain(): Promise<void> {
    this.launch();
    await this.untilReady();
  }

  private launch(): void {
    this.printed = '';
    const child = spawn(process.execPath, ['--enable-source-maps', 'start/dist/main.js'], {
      cwd: root,
      env: this.env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.supervisor = child;
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (this.printed += chunk.toString()));
  }

  async untilReady(): Promise<void> {
    await this.untilSaid('Doremi is ready');
  }

  /** Waits until it has written this so many times. */
  async untilSaid(text: string, times = 1): Promise<void> {
    await until(
      `"${text}", ${times} times`,
      () => {
        if (this.supervisor?.exitCode !== null) throw new Error(`npm start ended:\n${this.printed}`);
        return this.printed.split(text).length > times;
      },
      60_000,
    );
  }

  /** All that it wrote to the terminal. */
  get output(): string {
    return this.printed;
  }

  get url(): string {
    return `http://127.0.0.1:${this.env.GATEWAY_PORT}`;
  }

  /** What its other commands need to find it. */
  get environment(): NodeJS.ProcessEnv {
    return this.env;
  }

  pidOf(name: string): number {
    const pid = listedProcesses(this.dataDir).find((one) => one.name === name)?.pid;
    if (pid === undefined) throw new Error(`${name} is not running`);
    return pid;
  }

  /** As Ctrl-C does; resolves to the exit code. */
  async interrupt(): Promise<number | null> {
    return this.end('SIGINT');
  }

  /** As if the power went for it: its processes notice by themselves. */
  async killHard(): Promise<void> {
    await this.end('SIGKILL');
  }

  /** Ends it and removes its folder. */
  async remove(): Promise<void> {
    await this.interrupt();
    rmSync(this.dataDir, { recursive: true, force: true });
  }

  private async end(signal: NodeJS.Signals): Promise<number | null> {
    const child = this.supervisor;
    if (!child || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
    return child.exitCode;
  }
}

/** Runs a command of the project against a system; resolves to its code and all that it printed. */
export const run = async (
  command: readonly [string, ...string[]],
  env: NodeJS.ProcessEnv,
): Promise<{ code: number | null; output: string }> => {
  const [file, ...args] = command;
  const child = spawn(file, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const [code] = (await once(child, 'exit')) as [number | null];
  return { code, output };
};
