import { perSecond, type Figure } from '../quick/figure.js';
import { alternate, median, ratioOf } from '../quick/rounds.js';
import { mostMemoryDuring } from './memory.js';
import { boardPerSecond } from './speed.js';
import { openSystem, type System } from './system.js';

const ROUNDS = 2;
const TARGETS = { speed: 0.9, memory: 1.2 };
/** How much smaller the other history is. */
const PART = 10;
const whole = new Intl.NumberFormat('en-US');

/** What a longer history costs: the same rebuild over a tenth of the events, each in a system of its own. */
export const longOverShort = async (long: System): Promise<Figure[]> => {
  const short = await openSystem(Math.ceil(long.events / PART));
  try {
    const rates = await alternate(
      ROUNDS,
      () => boardPerSecond(long),
      () => boardPerSecond(short),
    );
    const ratio = ratioOf(rates, (rate) => rate);
    const memory = [await memoryOf(long), await memoryOf(short)] as const;
    const sizes = `${whole.format(long.events)} events over ${whole.format(short.events)}`;
    return [
      {
        what: `events/s of a rebuild of orderBoard at ${sizes}`,
        ours: perSecond(median(rates.ours)),
        baseline: perSecond(median(rates.baseline)),
        ratio: ratio.toFixed(2),
        target: `≥ ${TARGETS.speed}`,
        reached: ratio >= TARGETS.speed,
      },
      {
        what: `anonymous memory of the worker while all are rebuilt, at ${sizes}`,
        ours: megabytes(memory[0]),
        baseline: megabytes(memory[1]),
        ratio: (memory[0] / memory[1]).toFixed(2),
        target: `≤ ${TARGETS.memory}`,
        reached: memory[0] / memory[1] <= TARGETS.memory,
      },
    ];
  } finally {
    await short.close();
  }
};

/** In a new process, so that nothing done before counts. */
const memoryOf = async ({ processes, rebuilds, restartWorker }: System): Promise<number> => {
  await restartWorker();
  const names = await rebuilds.names();
  return mostMemoryDuring(processes.pidOf('projections'), () => rebuilds.rebuild(names));
};

const megabytes = (bytes: number): string => `${(bytes / 1_024 ** 2).toFixed(0)} MiB`;
