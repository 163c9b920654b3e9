import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { until } from '@doremi/start';
import { differenceFrom, type Printed } from './answer.js';
import type { Types } from './steps.js';

/** The two terminals of a reader: in the first, commands end; in the second, one runs until the next is typed there. */
export class Terminals {
  private running: ChildProcess | null = null;

  constructor(
    private readonly folder: string,
    private readonly environment: NodeJS.ProcessEnv,
  ) {}

  /** Types the commands and waits for their answer. Throws when they fail or answer differently. */
  async type({ terminal, commands, answer }: Types): Promise<void> {
    if (terminal === 2) return this.keep(commands, answer);
    const { child, printed } = this.start(commands);
    const [code] = (await once(child, 'close')) as [number | null];
    const difference = answer && differenceFrom(answer, printed);
    if (code === 0 && !difference) return;
    throw new Error(`${commands}ended with ${code}, ${difference ?? `${printed.stdout}${printed.stderr}`}`);
  }

  /** Ctrl-C in the second terminal; resolves when everything that ran there has ended. */
  async interrupt(): Promise<void> {
    const pid = this.running?.pid;
    this.running = null;
    if (pid === undefined || !isAnyoneOf(pid)) return;
    process.kill(-pid, 'SIGINT');
    await until('everything to end', () => !isAnyoneOf(pid));
  }

  private async keep(commands: string, answer: Types['answer']): Promise<void> {
    await this.interrupt();
    const { child, printed } = this.start(commands);
    this.running = child;
    const isAnswered = () => {
      if (child.exitCode !== null) throw new Error(`${commands}ended:\n${printed.stdout}${printed.stderr}`);
      return !answer || differenceFrom(answer, printed) === null;
    };
    await until(`the answer to ${commands}`, isAnswered, 60_000);
  }

  private start(commands: string): { child: ChildProcess; printed: Printed } {
    const child = spawn('bash', ['-ec', commands], {
      cwd: this.folder,
      env: this.environment,
      // A group of its own, which Ctrl-C reaches as a whole.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const printed = { stdout: '', stderr: '' };
    child.stdout.on('data', (chunk: Buffer) => (printed.stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (printed.stderr += chunk.toString()));
    return { child, printed };
  }
}

const isAnyoneOf = (group: number): boolean => {
  try {
    return process.kill(-group, 0);
  } catch {
    return false;
  }
};
