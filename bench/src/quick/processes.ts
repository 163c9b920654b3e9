import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { MongoClient } from 'mongodb';
import type { Watched } from '../costs.js';
import { listenerAt } from '../listener.js';
import {
  freePorts,
  namedEngines,
  type Planned,
  plannedServices,
  plannedStandIns,
  Supervised,
  until,
  withPorts,
} from '@doremi/start';

const READY_WITHIN = 20_000;
/** Of engines that are named nobody knows what is in them, and read models are built of all of it. */
const READY_WITHIN_ON_NAMED = 30 * 60_000;
const STOP_WITHIN = 5_000;
/** What figures call them; the others have their own names there. */
const CALLED: Readonly<Record<string, string>> = { projections: 'worker', eventstore: 'event store', mongo: 'MongoDB' };
const VARIABLES: Readonly<Record<string, string>> = { eventstore: 'EVENTSTORE_URL', mongo: 'MONGODB_URL' };
/** The folder of this build. */
export const ROOT = fileURLToPath(new URL('../../../', import.meta.url)).replace(/\/$/, '');
const PORTS = ['GATEWAY', 'COMMAND_API', 'QUERY_API', 'PAYMENT_PROVIDER', 'POLICIES', 'PROJECTIONS'];

/** It stands in for somebody outside: it is of this build, whatever is measured. */
const PROVIDER = 'payment-provider';

const isNamed = Object.keys(namedEngines(process.env)).length > 0;

/** The processes of one measurement, on free ports and a folder of its own: nothing that runs already is touched. */
export class Processes {
  /** Where its engines keep their data, each in a folder of its name. */
  readonly folder = mkdtempSync(join(tmpdir(), 'doremi-bench-'));
  /** What its databases are called on a MongoDB that is named: they are its own, and go with it. */
  private readonly databases = [basename(this.folder), `${basename(this.folder)}-admin`] as const;
  private readonly running: Supervised[] = [];
  private readonly crashing = new Set<string>();
  private engines: Readonly<Record<string, string>> = {};

  /**
   * `settings` are environment variables for the services; each has `readyWithin` milliseconds to get ready, and is of the
   * build in that folder.
   */
  constructor(
    private readonly settings: Readonly<Record<string, string>> = {},
    private readonly readyWithin = isNamed ? READY_WITHIN_ON_NAMED : READY_WITHIN,
    private readonly build = ROOT,
  ) {}

  /** Starts embedded engines, as `npm start` does: durable, each in a process of its own. One that is named is used instead. */
  async startEngines(...names: readonly string[]): Promise<void> {
    const standIns = plannedStandIns(process.env, this.folder);
    const plans = await withPorts(standIns.filter(({ name }) => names.includes(name)));
    const urls = await Promise.all(
      plans.map(async (plan) => [plan.variable, plan.url(await this.start(plan))] as const),
    );
    this.engines = { ...this.named(), ...this.engines, ...Object.fromEntries(urls) };
  }

  /** Where the services find an engine. */
  engine(variable: string): string {
    return this.engines[variable] ?? '';
  }

  /** Starts services of ours that work together; returns the port of each. */
  startServices(...names: readonly string[]): Promise<Record<string, number>> {
    return this.startServicesWith({}, ...names);
  }

  /** The same with more settings. */
  async startServicesWith(
    settings: Readonly<Record<string, string>>,
    ...names: readonly string[]
  ): Promise<Record<string, number>> {
    const ports = await freePorts(PORTS.length);
    const named = Object.fromEntries(PORTS.map((name, index) => [`${name}_PORT`, String(ports[index])]));
    const plans = plannedServices({ ...this.settings, ...settings, ...named }, this.engines, this.folder).filter(
      ({ name }) => names.includes(name),
    );
    return Object.fromEntries(
      await Promise.all(
        plans.map(async (plan) => [plan.name, await this.start(plan.name === PROVIDER ? plan : this.ofBuild(plan))]),
      ),
    ) as Record<string, number>;
  }

  /** Starts a program of the bench that stands for "without our code"; returns its port. */
  async startBare(name: string, entry = fileURLToPath(new URL(`./${name}.js`, import.meta.url))): Promise<number> {
    return this.start({ name, port: 0, env: this.engines, nodeFlags: [], readiness: 'line', command: () => [entry] });
  }

  /**
   * The ids of processes, by what figures call them, for their CPU to be told: services, and engines, also one that is
   * named if it runs on this machine.
   */
  watched(...names: readonly string[]): Watched {
    return Object.fromEntries(names.map((name) => [CALLED[name] ?? name, this.pidOrNone(name)]));
  }

  /** Whether it is one of ours: an engine that was named is not. */
  runs(name: string): boolean {
    return this.running.some(({ plan }) => plan.name === name);
  }

  pidOf(name: string): number {
    const { pid } = this.newest(name);
    if (pid === undefined) throw new Error(`${name} does not run`);
    return pid;
  }

  /** kill -9; resolves when it was started again and is ready. */
  async crash(name: string): Promise<void> {
    const one = this.newest(name);
    const pid = this.pidOf(name);
    this.crashing.add(name);
    process.kill(pid, 'SIGKILL');
    while (one.pid === pid) await pause(20);
    this.crashing.delete(name);
    await one.ready(this.readyWithin);
  }

  async stop(...names: readonly string[]): Promise<void> {
    await Promise.all(this.running.filter(({ plan }) => names.includes(plan.name)).map((one) => one.stop(STOP_WITHIN)));
  }

  /** Ends whatever still runs, engines last, and removes the folder. */
  async close(): Promise<void> {
    for (const one of [...this.running].reverse()) await one.stop(STOP_WITHIN);
    await this.dropDatabases();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private ofBuild(plan: Planned): Planned {
    return { ...plan, command: (port) => plan.command(port).map((part) => part.replace(ROOT, this.build)) };
  }

  private pidOrNone(name: string): number | undefined {
    return this.runs(name) ? this.pidOf(name) : listenerAt(this.engine(VARIABLES[name] ?? ''));
  }

  /** The engines that are named; of a MongoDB databases of our own. */
  private named(): Readonly<Record<string, string>> {
    const named = namedEngines(process.env);
    const { MONGODB_URL: url } = named;
    if (!url) return named;
    const [main, admin] = this.databases.map((database) => onDatabase(url, database));
    return { ...named, MONGODB_URL: main ?? '', MONGODB_ADMIN_URL: admin ?? '' };
  }

  private async dropDatabases(): Promise<void> {
    const url = this.runs('mongo') ? undefined : this.engines.MONGODB_URL;
    if (!url) return;
    const client = await MongoClient.connect(url);
    for (const database of this.databases) await client.db(database).dropDatabase();
    await client.close();
  }

  private newest(name: string): Supervised {
    const one = this.running.findLast(({ plan }) => plan.name === name);
    if (!one) throw new Error(`${name} was not started`);
    return one;
  }

  private async start(plan: Planned): Promise<number> {
    const logs = join(this.folder, 'logs');
    mkdirSync(logs, { recursive: true });
    const one = new Supervised(plan, join(logs, `${plan.name}.log`), ({ ended }) => {
      if (ended && !this.crashing.has(plan.name))
        console.error(`${plan.name} ended (${ended}): this run counts for nothing`);
    });
    this.running.push(one);
    one.start();
    // An older build may not yet tell who started it that it listens.
    if (plan.readiness === 'line' || this.build === ROOT) await one.ready(this.readyWithin);
    else await until(`${plan.name} to be ready`, () => isReady(one.port), this.readyWithin);
    return one.port;
  }
}

const isReady = (port: number): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}/health/ready`).then(
    ({ ok }) => ok,
    () => false,
  );

/** The same server and whoever signs in there, another database. */
const onDatabase = (url: string, database: string): string => {
  const [, server = '', former = '', options = ''] =
    /^(mongodb(?:\+srv)?:\/\/[^/?]+)\/?([^?]*)(\?.*)?$/.exec(url) ?? [];
  const signsInAt = former && server.includes('@') && !options.includes('authSource=') ? `authSource=${former}` : '';
  const all = [options.slice(1), signsInAt].filter(Boolean).join('&');
  return `${server}/${database}${all && `?${all}`}`;
};
