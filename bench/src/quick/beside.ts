import type { Figure } from './figure.js';
import { figuresOfHttp } from './http-rounds.js';
import { Processes, ROOT } from './processes.js';
import { alternate, type Rounds } from './rounds.js';
import { sellMenus } from './sold-menus.js';
import { visitsTo, type Visits } from './visits.js';

const ROUNDS = 7;
const TARGET = 0.9;
const READY_WITHIN = 60_000;

/** A whole system of the build in that folder, with what is sold; only the gateway is not there. */
const systemOf = async (build: string) => {
  const processes = new Processes({}, READY_WITHIN, build);
  try {
    await processes.startEngines('eventstore', 'mongo', 'redis');
    const services = ['payment-provider', 'command-api', 'policies', 'projections', 'query-api'];
    const ports = await processes.startServices(...services);
    const commandApi = { port: ports['command-api'] ?? 0, pid: processes.pidOf('command-api') };
    await sellMenus(commandApi.port);
    const watched = processes.watched('eventstore', 'query-api', 'policies', 'projections', 'mongo');
    const { round, close } = visitsTo({ commandApi, queryApi: ports['query-api'] ?? 0 }, watched);
    return { round, close: () => (close(), processes.close()) };
  } catch (error) {
    await processes.close();
    throw error;
  }
};

const partOf = <Part extends keyof Visits>({ ours, baseline }: Rounds<Visits>, part: Part): Rounds<Visits[Part]> => ({
  ours: ours.map((visits) => visits[part]),
  baseline: baseline.map((visits) => visits[part]),
});

/** Adds and orders of this build over those of another one, round by round in turn, each with a system of its own. */
export const overBuild = async (build: string): Promise<Figure[]> => {
  const ours = await systemOf(ROOT);
  try {
    const theirs = await systemOf(build);
    try {
      const rounds = await alternate(ROUNDS, ours.round, theirs.round);
      return [
        ...figuresOfHttp('adds to carts over those of the build beside', partOf(rounds, 'adds'), TARGET),
        ...figuresOfHttp('orders over those of the build beside', partOf(rounds, 'orders'), TARGET),
      ];
    } finally {
      await theirs.close();
    }
  } finally {
    await ours.close();
  }
};
