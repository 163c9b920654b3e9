import { partOptions } from './options.js';
import { writeFigures } from './quick/page.js';
import { boardOverEmmett } from './rebuild/emmett.js';
import { killedWhileRebuilding } from './rebuild/kills.js';
import { boardOverMarten } from './rebuild/marten.js';
import { readsDuringRebuild } from './rebuild/reads.js';
import { longOverShort } from './rebuild/size.js';
import { allOverRaw, boardOverRaw, rawOverBare } from './rebuild/speed.js';
import { openSystem } from './rebuild/system.js';
import { timeLeft } from './rebuild/time-left.js';
import { runParts } from './run-parts.js';

/**
 * `npm run bench:rebuild`: rebuilding read models from the beginning, beside the barest way to read the same events.
 * `--events 1000000` for a longer history, `--only board,kill` for a few of its parts; only a whole run is written down.
 */
const PAGE = new URL('../../docs/benchmarks.md', import.meta.url);
const PARTS = ['board', 'all', 'bare', 'emmett', 'marten', 'size', 'reads', 'kill', 'left'] as const;

const { events, only } = partOptions({ events: 300_000 }, PARTS);
console.log(`a history of ${events} events, and every read model once`);
const system = await openSystem(events);
try {
  const parts = {
    board: () => boardOverRaw(system),
    all: () => allOverRaw(system),
    bare: () => rawOverBare(system),
    emmett: () => boardOverEmmett(system),
    marten: () => boardOverMarten(system),
    size: () => longOverShort(system),
    reads: () => readsDuringRebuild(system),
    kill: () => killedWhileRebuilding(system),
    left: () => timeLeft(system),
  };
  const { text, isWhole } = await runParts(parts, only, `${system.events} events`);
  if (isWhole) writeFigures(PAGE, text, 'bench:rebuild');
} finally {
  await system.close();
}
