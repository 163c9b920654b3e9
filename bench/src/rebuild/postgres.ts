import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { cpuTimeOfFamily } from '../cpu-time.js';

/** Where packages put its programs, each version in a folder of its own. */
const VERSIONS = '/usr/lib/postgresql';
const STARTS_WITHIN = 30_000;
const LOOK_EVERY = 100;

/** It commits without waiting for the disk, as the stand-ins do, and has memory for all that is read. */
const SETTINGS = ['fsync=off', 'shared_buffers=1GB', 'max_wal_size=4GB', 'listen_addresses=127.0.0.1'];

/** The folder with initdb and postgres in it; undefined where they are not on this machine. */
export const postgresPrograms = (): string | undefined => {
  const packaged = existsSync(VERSIONS) ? readdirSync(VERSIONS).map((version) => join(VERSIONS, version, 'bin')) : [];
  const folders = [...packaged.reverse(), ...(process.env.PATH ?? '').split(':')];
  return folders.find((folder) => ['initdb', 'postgres'].every((name) => existsSync(join(folder, name))));
};

/** A PostgreSQL of its own in a folder that goes with it. */
export class Postgres {
  private constructor(
    private readonly folder: string,
    private readonly server: ChildProcess,
    /** As Npgsql wants it. */
    readonly connection: string,
  ) {}

  /** It refuses to be root's: where we are root it is `postgres`' or nobody's. */
  static async start(programs: string, port: number): Promise<Postgres> {
    const folder = mkdtempSync(join(tmpdir(), 'doremi-bench-postgres-'));
    const owner = process.getuid?.() === 0 ? (ownerOf('postgres') ?? ownerOf('nobody')) : undefined;
    if (owner) chownSync(folder, owner.uid, owner.gid);
    chmodSync(folder, 0o700);
    const [data, as] = [join(folder, 'data'), { ...owner, cwd: folder }];
    const how = ['-U', 'doremi', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'];
    execFileSync(join(programs, 'initdb'), ['-D', data, ...how], { ...as, stdio: 'pipe' });
    const settings = SETTINGS.flatMap((setting) => ['-c', setting]);
    const server = spawn(join(programs, 'postgres'), ['-D', data, '-p', String(port), '-k', folder, ...settings], {
      ...as,
      stdio: 'ignore',
    });
    const connection = `Host=127.0.0.1;Port=${port};Username=doremi;Database=postgres;Include Error Detail=true`;
    const postgres = new Postgres(folder, server, connection);
    await postgres.ready();
    return postgres;
  }

  /** What it used so far, in microseconds: it has a process for each connection. Linux alone tells: elsewhere NaN. */
  get cpuTime(): number {
    const { pid } = this.server;
    return pid === undefined || process.platform !== 'linux' ? NaN : cpuTimeOfFamily(pid);
  }

  async close(): Promise<void> {
    if (this.server.exitCode === null) {
      const ended = once(this.server, 'exit');
      this.server.kill('SIGINT'); // ends sessions too
      await ended;
    }
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async ready(): Promise<void> {
    const giveUpAt = Date.now() + STARTS_WITHIN;
    while (!readdirSync(this.folder).some((name) => name.startsWith('.s.PGSQL'))) {
      if (this.server.exitCode !== null || Date.now() > giveUpAt) throw new Error('PostgreSQL did not start');
      await pause(LOOK_EVERY);
    }
  }
}

const ownerOf = (user: string): { readonly uid: number; readonly gid: number } | undefined => {
  try {
    const idOf = (what: '-u' | '-g') => Number(execFileSync('id', [what, user], { stdio: 'pipe' }));
    return { uid: idOf('-u'), gid: idOf('-g') };
  } catch {
    return undefined;
  }
};
