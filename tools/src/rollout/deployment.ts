import { namedEngines, type Planned, plannedServices, plannedStandIns } from '@doremi/start';
import { OneProcess } from '../one-process.js';
import { Endpoints } from './endpoints.js';

/** What is called over HTTP, and under which variable the others find it; the gateway is ready when all others are. */
const CALLED = {
  'command-api': 'COMMAND_API_URL',
  'query-api': 'QUERY_API_URL',
  'payment-provider': 'PAYMENT_PROVIDER_URL',
  policies: 'POLICIES_URL',
  projections: 'PROJECTIONS_URL',
  gateway: 'GATEWAY_URL',
} as const;

export type Name = keyof typeof CALLED;
const NAMES = Object.keys(CALLED) as Name[];

/** Longer than anybody keeps a connection that is not used. */
const DRAIN_SECONDS = '5';

/**
 * A whole system on one machine, as a cluster would run it: each service is some replicas behind one address, and only
 * a replica that says it is ready gets new connections.
 */
export class Deployment {
  private readonly endpoints = new Map<Name, Endpoints>();
  private readonly replicas = new Map<Name, OneProcess[]>();
  private standIns: OneProcess[] = [];
  private plans: readonly Planned[] = [];
  private workers = 0;

  constructor(
    private readonly root: string,
    private readonly dataDir: string,
  ) {}

  /** Starts so many replicas of everything, of the release in this folder. */
  async start(count: number, release: string): Promise<void> {
    const engines = plannedStandIns(process.env, this.dataDir).map((plan) => ({ plan, one: new OneProcess(plan) }));
    this.standIns = engines.map(({ one }) => one);
    await Promise.all(this.standIns.map((one) => one.start()));
    const started = Object.fromEntries(engines.map(({ plan, one }) => [plan.variable, plan.url(one.port)]));
    const urls = { ...namedEngines(process.env), ...started };
    const ports = Object.fromEntries(Object.values(CALLED).map((variable) => [variable.replace('_URL', '_PORT'), '0']));
    this.plans = plannedServices({ ...ports, DRAIN_SECONDS }, urls, this.dataDir);
    for (const name of NAMES) this.endpoints.set(name, await Endpoints.listen());
    const launched = NAMES.flatMap((name) =>
      Array.from({ length: name === 'payment-provider' ? 1 : count }, async () => ({
        name,
        one: await this.launch(name, release),
      })),
    );
    for (const { name, one } of await Promise.all(launched)) await this.enrol(name, one);
  }

  urlOf(name: Name): string {
    return this.endpoints.get(name)?.url ?? '';
  }

  of(name: Name): readonly OneProcess[] {
    return this.replicas.get(name) ?? [];
  }

  /** One replica more, of the release in this folder; resolves when it gets connections. */
  async add(name: Name, release: string): Promise<OneProcess> {
    const one = await this.launch(name, release);
    await this.enrol(name, one);
    return one;
  }

  /** Takes a replica out: no new connections first, then it drains and ends. */
  async remove(name: Name, one: OneProcess): Promise<void> {
    this.endpoints.get(name)?.remove(one.port);
    this.replicas.set(
      name,
      this.of(name).filter((other) => other !== one),
    );
    await one.stop();
  }

  /** Replaces every replica by one of the next release, one after the other. */
  async roll(name: Name, release: string): Promise<void> {
    for (const old of this.of(name)) {
      await this.add(name, release);
      await this.remove(name, old);
    }
  }

  async end(): Promise<void> {
    for (const name of NAMES) this.endpoints.get(name)?.close();
    await Promise.all([...this.replicas.values()].flat().map((one) => one.stop()));
    await Promise.all(this.standIns.map((one) => one.stop()));
  }

  private async launch(name: Name, release: string): Promise<OneProcess> {
    const plan = this.plans.find((one) => one.name === name);
    if (!plan) throw new Error(`there is no ${name}`);
    const command = (port: number) => plan.command(port).map((part) => part.replace(this.root, release));
    const urls = Object.fromEntries(NAMES.map((one) => [CALLED[one], this.urlOf(one)]));
    const one = new OneProcess({ ...plan, command }, { ...urls, WORKER_ID: `worker-${++this.workers}` });
    this.replicas.set(name, [...this.of(name), one]);
    await one.start();
    return one;
  }

  private async enrol(name: Name, one: OneProcess): Promise<void> {
    await one.ready();
    this.endpoints.get(name)?.add(one.port);
  }
}
