import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync, statSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { Listening, Stopping } from '@doremi/process';
import { ask } from './ask.js';
import { nodeOptions } from './node-options.js';
import type { Planned } from './plan.js';
import { untilStuck, type Probing } from './until-stuck.js';
import type { Waits } from './waits.js';

const BACKOFF = { first: 500, longest: 5_000 };
/** A process that ran this long has shown that it can; the next end is a new story. Milliseconds. */
const STABLE_AFTER = 10_000;
const LOOK_EVERY = 20;
const ANSWERS_WITHIN = 2_000;
/** Whoever starts a system with engines of its own waits for nobody else's. */
const FOR_NOTHING = { note: () => undefined, lastWaited: 0 };
/** A process that stops ends itself in time, unless its event loop is blocked; milliseconds. */
const GRACE = 1_000;

const isStopping = (message: unknown): message is Stopping =>
  typeof (message as Partial<Stopping> | null)?.stopsWithin === 'number';

const isListening = (message: unknown): message is Listening =>
  typeof (message as Partial<Listening> | null)?.listening === 'number';

/**
 * One process that is kept running: started again after a short backoff whenever it ends, as a container runtime would,
 * and replaced when its liveness fails three times running. A stand-in is an engine, and nobody's to replace. It is told of our own end by the IPC channel, so that nothing is left over even when we are killed.
 */
export class Supervised {
  private child: ChildProcess | null = null;
  private isStopping = false;
  private listensOn: number;
  /** It has said so: nobody is asked before. */
  private isListening = false;

  constructor(
    readonly plan: Planned,
    private readonly logFile: string,
    /** Called whenever it has a new pid, or ended by itself with this code. */
    private readonly onChange: (change: { readonly ended?: string }) => void,
    private readonly probing?: Probing,
  ) {
    this.listensOn = plan.port;
  }

  get pid(): number | undefined {
    return this.child?.pid;
  }

  get port(): number {
    return this.listensOn;
  }

  start(): void {
    void this.keepRunning();
  }

  /**
   * Resolves once it says that it is ready; throws after `within` milliseconds, of which none count while something is
   * waited for that is not ours to start.
   */
  async ready(within: number, waits: Pick<Waits, 'note' | 'lastWaited'> = FOR_NOTHING): Promise<void> {
    const startedAt = Date.now();
    while (!(await this.isReady(waits))) {
      if (this.isStopping) return;
      if (Date.now() > Math.max(startedAt, waits.lastWaited) + within)
        throw new Error(`${this.plan.name} did not get ready; its log is ${this.logFile}`);
      await pause(LOOK_EVERY);
    }
  }

  /** Asks it to end, and ends it after `within` milliseconds. */
  async stop(within: number): Promise<void> {
    this.isStopping = true;
    const child = this.child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), within);
    await ended;
    clearTimeout(timer);
  }

  private async keepRunning(): Promise<void> {
    let backoff = BACKOFF.first;
    while (!this.isStopping) {
      const startedAt = Date.now();
      const ended = await this.runOnce();
      if (this.isStopping) return;
      this.onChange({ ended });
      if (Date.now() - startedAt > STABLE_AFTER) backoff = BACKOFF.first;
      await pause(backoff);
      backoff = Math.min(backoff * 2, BACKOFF.longest);
    }
  }

  /** Runs it to its end; returns how that was. Its own process group keeps Ctrl-C for us: the order of ends is ours. */
  private async runOnce(): Promise<string> {
    const log = openSync(this.logFile, 'a');
    this.logStart = statSync(this.logFile).size;
    const command = this.plan.command(this.listensOn);
    const child = spawn(process.execPath, [...nodeOptions.words, ...this.plan.nodeFlags, ...command], {
      env: { ...nodeOptions.env, ...process.env, ...this.plan.env },
      stdio: ['ignore', log, log, 'ipc'],
      detached: true,
    });
    closeSync(log);
    this.child = child;
    this.isListening = false;
    this.onChange({});
    const probing = new AbortController();
    const wasStuck = this.killWhenStuck(child, probing.signal);
    // It was told to stop, by us or by somebody else: it is not stuck, and is given its time.
    let overdue: NodeJS.Timeout | undefined;
    child.on('message', (message) => {
      this.isListening ||= isListening(message);
      if (!isStopping(message)) return;
      probing.abort();
      overdue = setTimeout(() => child.kill('SIGKILL'), message.stopsWithin + GRACE);
    });
    const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
    probing.abort();
    clearTimeout(overdue);
    return (await wasStuck) ? 'it was stuck' : (signal ?? `code ${code}`);
  }

  /** Whether it had to be killed, once it is over. */
  private async killWhenStuck(child: ChildProcess, ended: AbortSignal): Promise<boolean> {
    if (this.plan.readiness !== 'http') return false;
    const isStuck = await untilStuck(`http://127.0.0.1:${this.listensOn}/health/live`, ended, this.probing);
    // SIGTERM would be for a process that can still listen to reason.
    return isStuck && !this.isStopping && child.kill('SIGKILL');
  }

  private logStart = 0;

  private async isReady(waits: Pick<Waits, 'note'>): Promise<boolean> {
    if (this.plan.readiness === 'line') return this.hasPrintedItsPort();
    if (!this.isListening) return false;
    const health = `http://127.0.0.1:${this.listensOn}/health/ready`;
    const answer = await ask(health, ANSWERS_WITHIN);
    if (answer) waits.note(this.plan.name, partsOf(answer.text));
    return answer?.isOk ?? false;
  }

  /** What was given no port chooses one the first time, says which, and keeps it when it is started again. */
  private hasPrintedItsPort(): boolean {
    const printed = readFileSync(this.logFile).subarray(this.logStart).toString();
    const [, port] = /^listening 127\.0\.0\.1:(\d+)$/m.exec(printed) ?? [];
    if (port !== undefined) this.listensOn = Number(port);
    return port !== undefined;
  }
}

/** What it says of each thing that it depends on; nothing where it says something else. */
const partsOf = (readiness: string): Readonly<Record<string, string>> => {
  try {
    const { parts } = JSON.parse(readiness) as { readonly parts?: Readonly<Record<string, string>> };
    return parts ?? {};
  } catch {
    return {};
  }
};
