import type { Figure } from '../quick/figure.js';
import { alternate } from '../quick/rounds.js';
import { figureOfRates } from '../rates.js';
import { idleMemory, mostMemoryDuring } from './memory.js';
import { rebuildBoard } from './speed.js';
import { longestTurnDuring } from './turns.js';
import { openSystem, type System } from './system.js';

const ROUNDS = 2;
const SPEED_TARGET = 0.9;
/** How long the other history is; of a short one, a tenth. */
const SHORT = 100_000;
const PART = 10;
/** A worker that has just started has caught up with nothing, and puts its memory in order. Milliseconds. */
const IDLE = 3_000;
/** What a rebuild may hold, in MiB, as the worker's setting says, and how much more is let pass. */
const REBUILD_MEMORY = Number(process.env.REBUILD_MEMORY ?? 128);
const MEMORY_TARGET = REBUILD_MEMORY * 1.25;
/** Whoever waits for an answer of the worker waits no longer than that. Milliseconds. */
const TURN_TARGET = 100;
const whole = new Intl.NumberFormat('en-US');

/**
 * What a longer history costs: the same rebuild over a shorter one, each in a system of its own. An event store that is
 * named has but one log, so there only the memory is told.
 */
export const longOverShort = async (long: System): Promise<Figure[]> => {
  if (!long.processes.runs('eventstore')) return costsOfProcess(long);
  const short = await openSystem(long.events > 2 * SHORT ? SHORT : Math.ceil(long.events / PART));
  try {
    const rates = await alternate(
      ROUNDS,
      () => rebuildBoard(long),
      () => rebuildBoard(short),
    );
    const sizes = `${whole.format(long.events)} events over ${whole.format(short.events)}`;
    return [
      figureOfRates(`events/s of a rebuild of orderBoard at ${sizes}`, rates, SPEED_TARGET),
      ...(await costsOfProcess(short)),
      ...(await costsOfProcess(long)),
    ];
  } finally {
    await short.close();
  }
};

/** Memory, and the longest turn of the event loop, of a new process, so that nothing done before counts. */
const costsOfProcess = async ({ events, processes, rebuilds, restartWorker }: System): Promise<Figure[]> => {
  await restartWorker();
  const worker = processes.pidOf('projections');
  const idle = await idleMemory(worker, IDLE);
  const names = await rebuilds.names();
  let longest = 0;
  const most = await mostMemoryDuring(worker, async () => {
    longest = await longestTurnDuring(rebuilds.port, () => rebuilds.rebuild(names));
  });
  const at = `at ${whole.format(events)} events`;
  const memory = {
    what: `anonymous memory of the worker while all are rebuilt, over idle, ${at}`,
    ours: mebibytes(most),
    baseline: mebibytes(idle),
    ratio: `+ ${mebibytes(most - idle)}`,
    target: `≤ + ${MEMORY_TARGET.toFixed(0)} MiB`,
    reached: (most - idle) / 1_024 ** 2 <= MEMORY_TARGET,
  };
  const turns = {
    what: `longest turn of the worker's event loop in its first rebuild of all, ${at}`,
    ours: `${longest.toFixed(0)} ms`,
    baseline: '',
    ratio: '',
    target: `≤ ${TURN_TARGET} ms`,
    reached: longest <= TURN_TARGET,
  };
  return [memory, turns];
};

const mebibytes = (bytes: number): string => `${(bytes / 1_024 ** 2).toFixed(0)} MiB`;
