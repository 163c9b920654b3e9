import { execFileSync, spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { freePorts } from '@doremi/start';
import type { Rate } from '../costs.js';
import type { Figure } from '../quick/figure.js';
import { alternate } from '../quick/rounds.js';
import { figureOfRates } from '../rates.js';
import { history } from './history.js';
import { Postgres, postgresPrograms } from './postgres.js';
import { rebuildBoard } from './speed.js';
import type { System } from './system.js';

const FOLDER = fileURLToPath(new URL('../../marten/', import.meta.url));
const PROGRAM = `${FOLDER}bin/Release/net10.0/order-board.dll`;
const ROUNDS = 3;
const TARGET = 1;

/** What it says of each build. */
interface Said {
  readonly count: number;
  readonly documents: number;
  readonly perSecond: number;
  readonly cpuMicroseconds: number;
}

/**
 * The order board in Marten's way, on PostgreSQL: the same history and fold, eight indexes, and a new version that is built beside
 * the one before. Where .NET or PostgreSQL is missing that is said, and there is no figure.
 */
export const boardOverMarten = async (system: System): Promise<Figure[]> => {
  const programs = postgresPrograms();
  if (!programs || !hasDotnet()) {
    console.log('marten is left out: it needs the .NET SDK 10 (`dotnet`) and PostgreSQL (`initdb`, `postgres`)');
    return [];
  }
  const build = ['build', '--configuration', 'Release', '-p:RestoreLockedMode=true', '--disable-build-servers'];
  execFileSync('dotnet', build, { cwd: FOLDER, stdio: 'pipe' });
  const [port = 0] = await freePorts(1);
  const postgres = await Postgres.start(programs, port);
  const marten = new Marten(postgres);
  try {
    await marten.load(system.events);
    const rounds = await alternate(
      ROUNDS,
      () => rebuildBoard(system),
      () => marten.build(),
    );
    return [figureOfRates('rebuild of orderBoard over a new version by Marten, both warm', rounds, TARGET)];
  } finally {
    await marten.close();
    await postgres.close();
  }
};

const hasDotnet = (): boolean => {
  try {
    return execFileSync('dotnet', ['--list-sdks'], { encoding: 'utf8', stdio: 'pipe' })
      .split('\n')
      .some((sdk) => Number.parseInt(sdk, 10) >= 10);
  } catch {
    return false;
  }
};

/** The program of this folder: it appends a history once, and builds as often as it is asked. */
class Marten {
  private readonly folder = mkdtempSync(join(tmpdir(), 'doremi-bench-marten-'));
  private child: ChildProcessByStdio<Writable, Readable, null> | undefined;
  private lines: Interface | undefined;

  constructor(private readonly postgres: Postgres) {}

  async load(events: number): Promise<void> {
    const file = join(this.folder, 'history');
    await writeAppends(file, events);
    this.child = spawn('dotnet', [PROGRAM, this.postgres.connection, file], { stdio: ['pipe', 'pipe', 'inherit'] });
    this.lines = createInterface(this.child.stdout);
    await this.line((line) => line === 'loaded');
  }

  async build(): Promise<Rate> {
    const before = this.postgres.cpuTime;
    this.child?.stdin.write('\n');
    const { count, documents, perSecond, cpuMicroseconds } = JSON.parse(
      await this.line((line) => line.startsWith('{')),
    ) as Said;
    if (documents === 0) throw new Error('Marten built no document');
    return {
      perSecond,
      costs: { Marten: cpuMicroseconds, PostgreSQL: (this.postgres.cpuTime - before) / count },
    };
  }

  async close(): Promise<void> {
    if (this.child?.exitCode === null) {
      const ended = once(this.child, 'exit');
      this.child.stdin.end();
      await ended;
    }
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** The next line that is one; it says other things in between. Throws when it ends first. */
  private async line(isWanted: (line: string) => boolean): Promise<string> {
    const ended = once(this.child as NonNullable<typeof this.child>, 'exit').then(() => {
      throw new Error('Marten ended');
    });
    ended.catch(() => undefined); // it may end long after nobody waits for a line
    const wanted = new Promise<string>((resolve) => {
      const look = (line: string): void => {
        if (!isWanted(line)) return;
        this.lines?.off('line', look);
        resolve(line);
      };
      this.lines?.on('line', look);
    });
    return Promise.race([wanted, ended]);
  }
}

/** One append a line: its stream and, of each event, type, data and time. */
const writeAppends = async (file: string, events: number): Promise<void> => {
  const out = createWriteStream(file);
  for (const { stream, events: appended } of history(events)) {
    const told = appended.map(({ event, metadata }) => ({
      type: event.type,
      data: event.data,
      at: metadata.occurredAt,
    }));
    if (!out.write(`${JSON.stringify({ stream, events: told })}\n`)) await once(out, 'drain');
  }
  await once(out.end(), 'close');
};
