import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { freePorts, type Planned, until } from '@doremi/start';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** What a busy machine may take; milliseconds. */
const LISTENS_WITHIN = 60_000;

/** One process of the system, run by a test itself: nobody starts it again but the test. */
export class OneProcess {
  private child: ChildProcess | null = null;
  private printed = '';
  private listensOn = 0;

  constructor(
    private readonly plan: Planned,
    /** What it has to be told beyond the plan, in particular where the others are. */
    private readonly environment: NodeJS.ProcessEnv = {},
  ) {}

  get url(): string {
    return `http://127.0.0.1:${this.listensOn}`;
  }

  get port(): number {
    return this.listensOn;
  }

  /** Starts it on a free port, or on its former one; resolves when it listens. */
  async start(): Promise<void> {
    const { plan, environment } = this;
    if (this.listensOn === 0) [this.listensOn = 0] = await freePorts(1);
    this.printed = '';
    const child = spawn(
      process.execPath,
      ['--enable-source-maps', ...plan.nodeFlags, ...plan.command(this.listensOn)],
      {
        cwd: root,
        env: { ...process.env, ...plan.env, ...environment, [portVariableOf(plan.name)]: String(this.listensOn) },
        // With the channel it notices when the test dies, and ends.
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      },
    );
    this.child = child;
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => (this.printed += chunk.toString()));
    await until(
      `${plan.name} to listen`,
      () => {
        if (child.exitCode !== null) throw new Error(`${plan.name} ended:\n${this.printed}`);
        const [, port] = /listening 127\.0\.0\.1:(\d+)/.exec(this.printed) ?? [];
        if (port !== undefined) this.listensOn = Number(port);
        return port !== undefined;
      },
      LISTENS_WITHIN,
    );
  }

  /** Resolves when it says that it is ready. A stand-in is, as soon as it listens. */
  async ready(): Promise<void> {
    if (this.plan.readiness === 'line') return;
    const isReady = () =>
      fetch(`${this.url}/health/ready`)
        .then(({ ok }) => ok)
        .catch(() => false);
    await until(`${this.plan.name} to be ready`, isReady, 30_000);
  }

  /** Ends it, by default in order; resolves when it is gone. Throws where it had ended by itself, with a fault. */
  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    const child = this.child;
    if (child?.exitCode) throw new Error(`${this.plan.name} ended by itself with ${child.exitCode}:\n${this.printed}`);
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }

  /** Stops it where it is, with its connections open, until it is thawed. */
  freeze(): void {
    this.child?.kill('SIGSTOP');
  }

  thaw(): void {
    this.child?.kill('SIGCONT');
  }

  /** All that it has printed since it was started. */
  get output(): string {
    return this.printed;
  }

  /** Undefined before the first start; another one after each. */
  get pid(): number | undefined {
    return this.child?.pid;
  }

  /** Whether it was started, and has not ended since. */
  get isRunning(): boolean {
    return this.child !== null && this.child.exitCode === null && this.child.signalCode === null;
  }

  /** The samples of one metric, each with its labels. */
  async metric(name: string): Promise<readonly { readonly labels: string; readonly value: number }[]> {
    const text = await (await fetch(`${this.url}/metrics`)).text();
    return text.split('\n').flatMap((line) => {
      const [, metric, labels = '', value] = /^(\w+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
      return metric === name ? [{ labels, value: Number(value) }] : [];
    });
  }
}

const portVariableOf = (name: string): string => `${name.toUpperCase().replaceAll('-', '_')}_PORT`;
