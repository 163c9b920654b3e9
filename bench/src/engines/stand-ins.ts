import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { namedEngines } from '@doremi/start';

const ENGINES = {
  eventstore: { variable: 'EVENTSTORE_URL', urlAt: (port: number) => `esdb://127.0.0.1:${port}?tls=false` },
  mongo: { variable: 'MONGODB_URL', urlAt: (port: number) => `mongodb://127.0.0.1:${port}` },
} as const;

type Name = keyof typeof ENGINES;

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** The stand-ins of one measurement, each a process of its own on a free port, with folders that go when it is over. */
export class StandIns {
  private readonly folder = mkdtempSync(join(tmpdir(), 'doremi-bench-'));
  private readonly running: ChildProcess[] = [];

  /** Starts one that keeps its data; returns where it is. The engine that is named is taken instead. */
  durable(name: Name): Promise<string> {
    const named = namedUrl(name);
    return named ? Promise.resolve(named) : this.own(name);
  }

  /** Starts one that keeps its data, whether or not an engine is named; returns where it is. */
  async own(name: Name): Promise<string> {
    const data = mkdtempSync(join(this.folder, `${name}-`));
    const command = [join(root, `embedded/${name}/dist/main.js`), '--data', data, '--port', '0'];
    return ENGINES[name].urlAt(await this.start(command));
  }

  /** Starts one that keeps nothing; returns where it is. */
  async inMemory(name: Name): Promise<string> {
    return ENGINES[name].urlAt(await this.start([join(root, `embedded/${name}/dist/main.js`), '--mem', '--port', '0']));
  }

  /** Starts a server that streams what an event store has; returns where it is. */
  async bareStream(eventStoreUrl: string): Promise<string> {
    const entry = fileURLToPath(new URL('../bare-stream.js', import.meta.url));
    return ENGINES.eventstore.urlAt(await this.start([entry], { EVENTSTORE_URL: eventStoreUrl }));
  }

  /** Ends them all and removes what they kept. */
  async close(): Promise<void> {
    for (const child of this.running) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    }
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** With an IPC channel: it ends when this process does, however that ends. */
  private async start(command: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<number> {
    const child = spawn(process.execPath, ['--enable-source-maps', ...command], {
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
      env: { ...process.env, ...env },
    });
    this.running.push(child);
    const [line] = (await once(createInterface(child.stdout!), 'line')) as [string];
    const port = /^listening 127\.0\.0\.1:(\d+)$/.exec(line)?.[1];
    if (!port) throw new Error(`${command[0]} said: ${line}`);
    return Number(port);
  }
}

/** Where the engine is that is named in place of a stand-in. */
export const namedUrl = (name: Name): string | undefined => namedEngines(process.env)[ENGINES[name].variable];

/** Runs a measurement with stand-ins of its own, which are gone afterwards. */
export const withStandIns = async <T>(measure: (standIns: StandIns) => Promise<T>): Promise<T> => {
  const standIns = new StandIns();
  try {
    return await measure(standIns);
  } finally {
    await standIns.close();
  }
};
