import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { namedEngines, type Planned, plannedServices, plannedStandIns } from '@doremi/start';
import { OneProcess } from '../one-process.js';

export type Service = 'query-api' | 'projections' | 'command-api' | 'policies';

export type Engine = 'eventstore' | 'mongo' | 'redis';

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Readonly<Record<string, unknown>> & { readonly items?: readonly Readonly<Record<string, unknown>>[] };
}

interface FleetOptions {
  /** An engine that is stopped has its data when it is started again (but Redis); else all is in memory, and faster. */
  readonly onDisk?: boolean;
  /** With a gateway in front, without limits: everybody comes from one address here. */
  readonly withGateway?: boolean;
  /** An event store that runs already, used instead of one of its own. */
  readonly eventStoreUrl?: string;
}

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';
type Sent = Readonly<Record<string, string>>;

/** A read model that did not keep up: there is a Retry-After. */
const COME_AGAIN = 'READ_MODEL_BEHIND';

/**
 * The processes of a whole system on free ports, with as many replicas of each service as asked for. Requests go round
 * robin, commands to command-api and the others to query-api; a gateway, where one is asked for, knows the first of each.
 */
export class Fleet {
  /** How many requests each kind of service has been asked. */
  readonly asked = { 'command-api': 0, 'query-api': 0 };

  private constructor(
    private readonly dataDir: string,
    readonly eventStoreUrl: string,
    readonly mongoUrl: string,
    readonly provider: OneProcess,
    private readonly standIns: Readonly<Record<string, OneProcess>>,
    private readonly services: Readonly<Record<Service, readonly OneProcess[]>>,
    private readonly gateway: OneProcess | null,
  ) {}

  static async start(
    replicas: number,
    { onDisk = false, withGateway = false, eventStoreUrl = '' }: FleetOptions = {},
  ): Promise<Fleet> {
    const dataDir = mkdtempSync(join(tmpdir(), 'doremi-fleet-'));
    const anyPort = Object.fromEntries(
      ['GATEWAY', 'COMMAND_API', 'QUERY_API', 'PAYMENT_PROVIDER', 'POLICIES', 'PROJECTIONS'].map((name) => [
        `${name}_PORT`,
        '0',
      ]),
    );
    const named = { ...namedEngines(process.env), ...(eventStoreUrl && { EVENTSTORE_URL: eventStoreUrl }) };
    const engines = plannedStandIns(named, dataDir).map((plan) => ({
      plan,
      one: new OneProcess(onDisk ? plan : inMemory(plan)),
    }));
    await Promise.all(engines.map(({ one }) => one.start()));
    const started = Object.fromEntries(engines.map(({ plan, one }) => [plan.variable, plan.url(one.port)]));
    const urls: Readonly<Record<string, string>> = { ...named, ...started };
    const plans = plannedServices(anyPort, urls, dataDir);
    const launch = async (name: string, environment: NodeJS.ProcessEnv = {}): Promise<OneProcess> => {
      const plan = plans.find((one) => one.name === name);
      if (!plan) throw new Error(`there is no ${name}`);
      const one = new OneProcess(plan, environment);
      await one.start();
      return one;
    };
    const several = (name: Service, toldTo: (index: number) => NodeJS.ProcessEnv = () => ({})) =>
      Promise.all(Array.from({ length: replicas }, (_, index) => launch(name, toldTo(index))));
    const [provider, queryApis, projections] = await Promise.all([
      launch('payment-provider'),
      several('query-api'),
      several('projections', (index) => ({ WORKER_ID: `projections-${index + 1}` })),
    ]);
    const others = (index: number) => ({ PAYMENT_PROVIDER_URL: provider.url, QUERY_API_URL: queryApis[index]?.url });
    const [commandApis, policies] = await Promise.all([several('command-api', others), several('policies', others)]);
    const services = { 'query-api': queryApis, projections, 'command-api': commandApis, policies };
    const upstreams = {
      RATE_LIMITS: 'off',
      COMMAND_API_URL: commandApis[0]?.url,
      QUERY_API_URL: queryApis[0]?.url,
      PROJECTIONS_URL: projections[0]?.url,
      POLICIES_URL: policies[0]?.url,
    };
    const gateway = withGateway ? await launch('gateway', upstreams) : null;
    const { EVENTSTORE_URL = '', MONGODB_URL = '' } = urls;
    const standIns = Object.fromEntries(engines.map(({ plan, one }) => [plan.name, one]));
    const fleet = new Fleet(dataDir, EVENTSTORE_URL, MONGODB_URL, provider, standIns, services, gateway);
    await Promise.all(Object.values(services).flatMap((all) => all.map((one) => one.ready())));
    await gateway?.ready();
    return fleet;
  }

  of(service: Service): readonly OneProcess[] {
    return this.services[service];
  }

  engine(name: Engine): OneProcess {
    const engine = this.standIns[name];
    if (!engine) throw new Error(`the ${name} is one that is named: it is nobody's here to stop`);
    return engine;
  }

  /** Where people come in. Throws where there is no gateway. */
  get door(): string {
    if (!this.gateway) throw new Error('there is no gateway');
    return this.gateway.url;
  }

  /** Where an engine keeps its data. */
  dataOf(engine: Engine): string {
    return join(this.dataDir, engine);
  }

  /** What the commands of the project need to find it. */
  get environment(): NodeJS.ProcessEnv {
    const urlOf = (name: Service): string | undefined => this.services[name][0]?.url;
    const urls = { PROJECTIONS_URL: urlOf('projections'), POLICIES_URL: urlOf('policies') };
    return { ...process.env, ...urls, DATA_DIR: this.dataDir };
  }

  /** Stops every replica of a service, or the payment provider. */
  async without(name: Service | 'payment-provider'): Promise<void> {
    await Promise.all(this.named(name).map((one) => one.stop()));
  }

  /** Starts them again where they were; resolves when they are ready. */
  async with(name: Service | 'payment-provider'): Promise<void> {
    await Promise.all(this.named(name).map((one) => one.start()));
    await Promise.all(this.named(name).map((one) => one.ready()));
  }

  /**
   * Asks the next replica that takes such requests. On a busy machine a read model may be behind what the reader asks
   * for; then it is asked again when the answer says so. No other fault is forgiven: the engines are there.
   */
  async ask(method: Method, path: string, body?: object, headers: Sent = {}): Promise<Answered> {
    const key = { 'Idempotency-Key': randomUUID() };
    for (;;) {
      const answer = await this.askOnce(method, path, body, { ...(method !== 'GET' && key), ...headers });
      if (answer.body.code !== COME_AGAIN) return answer;
      await pause(1_000 * Number(answer.headers.get('Retry-After')));
    }
  }

  private async askOnce(method: Method, path: string, body: object | undefined, headers: Sent): Promise<Answered> {
    const service = method === 'GET' ? 'query-api' : 'command-api';
    const replicas = this.services[service];
    const replica = replicas[this.asked[service]++ % replicas.length];
    const response = await fetch(`${replica?.url}${path}`, {
      method,
      headers: { ...(body && { 'Content-Type': 'application/json' }), ...headers },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: text === '' ? {} : (JSON.parse(text) as Answered['body']),
    };
  }

  /** What the payment provider really did. */
  async books(): Promise<{
    charges: Record<string, number>;
    refunds: Record<string, number>;
    totals: Record<string, number>;
  }> {
    const response = await fetch(`${this.provider.url}/counters`);
    return (await response.json()) as Awaited<ReturnType<Fleet['books']>>;
  }

  /** Ends everything, the services before what they stand on. Throws where one of them had ended by itself. */
  async remove(): Promise<void> {
    const services = [...(this.gateway ? [this.gateway] : []), ...Object.values(this.services).flat()];
    const ends = await Promise.allSettled(services.map((one) => one.stop()));
    ends.push(...(await Promise.allSettled([...Object.values(this.standIns), this.provider].map((one) => one.stop()))));
    rmSync(this.dataDir, { recursive: true, force: true });
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
  }

  private named(name: Service | 'payment-provider'): readonly OneProcess[] {
    return name === 'payment-provider' ? [this.provider] : this.services[name];
  }
}

/** Nothing of what a test does has to outlive it, and a busy disk would only make it slow. */
const inMemory = (plan: Planned): Planned => ({
  ...plan,
  command: (port) => [...plan.command(port).slice(0, 3), ...(plan.name === 'redis' ? [] : ['--mem'])],
});
