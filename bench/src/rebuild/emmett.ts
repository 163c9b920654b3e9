import { execFile, execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { costing, type Rate } from '../costs.js';
import type { Figure } from '../quick/figure.js';
import { alternate } from '../quick/rounds.js';
import { figureOfRates } from '../rates.js';
import { rebuildBoard } from './speed.js';
import type { System } from './system.js';

const FOLDER = fileURLToPath(new URL('../../emmett/', import.meta.url));
const ROUNDS = 2;
/** Its way takes long, so it does not go to the end; its speed does not change on the way. A third are an order's. */
const MOST_EVENTS = 20_000;
const TARGET = 16;

/** What it says of itself at its end. */
interface Said {
  readonly count: number;
  readonly perSecond: number;
  readonly cpuMicroseconds: number;
}

/** The order board in Emmett's documented way, in a process of its own: the same events, engines and fold. */
export const boardOverEmmett = async (system: System): Promise<Figure> => {
  // Kept out of the workspaces, so it is fetched when it is wanted first.
  if (!existsSync(`${FOLDER}node_modules`)) execFileSync('npm', ['ci'], { cwd: FOLDER, stdio: 'inherit' });
  const { eventStoreUrl, mongodbUrl, processes } = system;
  const events = Math.min(MOST_EVENTS, Math.floor(system.events / 10));
  const env = { ...process.env, EVENTSTORE_URL: eventStoreUrl, MONGODB_URL: mongodbUrl, EVENTS: String(events) };
  const theirs = async (): Promise<Rate> => {
    const { costs, cpuMicroseconds, perSecond } = await costing(processes.watched('eventstore', 'mongo'), async () => {
      const { stdout } = await promisify(execFile)(process.execPath, [`${FOLDER}order-board.js`], { env });
      // Behind what the library prints itself.
      return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Said;
    });
    return { perSecond, costs: { Emmett: cpuMicroseconds, ...costs } };
  };
  const rounds = await alternate(ROUNDS, () => rebuildBoard(system), theirs);
  return figureOfRates('rebuild of orderBoard over Emmett, one write per event', rounds, TARGET);
};
