import { markdownTable, type Figure } from './quick/figure.js';
import { machine, writeFigures } from './quick/page.js';
import { boardOverEmmett } from './rebuild/emmett.js';
import { killedWhileRebuilding } from './rebuild/kills.js';
import { readOptions } from './rebuild/options.js';
import { readsDuringRebuild } from './rebuild/reads.js';
import { longOverShort } from './rebuild/size.js';
import { allOverRaw, boardOverRaw, rawOverBare } from './rebuild/speed.js';
import { openSystem, type System } from './rebuild/system.js';
import { timeLeft } from './rebuild/time-left.js';

/**
 * `npm run bench:rebuild`: rebuilding read models from the beginning, beside the barest way to read the same events.
 * `--events 1000000` for a longer history, `--only board,kill` for a few of its parts; only a whole run is written down.
 */
const PAGE = new URL('../../docs/benchmarks.md', import.meta.url);

const parts: Readonly<Record<string, (system: System) => Promise<Figure | Figure[]>>> = {
  board: boardOverRaw,
  all: allOverRaw,
  bare: rawOverBare,
  emmett: boardOverEmmett,
  size: longOverShort,
  reads: readsDuringRebuild,
  kill: killedWhileRebuilding,
  left: timeLeft,
};

const say = (what: string): void => console.log(`${((performance.now() - startedAt) / 1_000).toFixed(0)} s  ${what}`);
const startedAt = performance.now();
const { events, only } = readOptions(Object.keys(parts));

say(`a history of ${events} events, and every read model once`);
const system = await openSystem(events);
const figures: Figure[] = [];
const failed: string[] = [];
try {
  for (const part of only) {
    say(part);
    try {
      const measured = [(await parts[part]?.(system)) ?? []].flat();
      // Said at once: whatever becomes of the parts after it, this one was measured.
      console.log(markdownTable(measured));
      figures.push(...measured);
    } catch (error) {
      failed.push(part);
      console.error(`${part} was not measured:`, error);
    }
  }
} finally {
  await system.close();
}

const table = markdownTable(figures);
const seconds = ((performance.now() - startedAt) / 1_000).toFixed(0);
const about = `${new Date().toISOString().slice(0, 10)}, ${events} events, ${seconds} s on ${machine()}.`;
console.log(`\n${table}\n\n${about}`);
if (failed.length > 0) {
  console.error(`not measured: ${failed.join(', ')}; measure them with --only ${failed.join(',')}`);
  process.exitCode = 1;
} else if (only.length === Object.keys(parts).length) writeFigures(PAGE, `${about}\n\n${table}`, 'bench:rebuild');
