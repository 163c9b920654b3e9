import { costsOf } from './appends/cpu.js';
import { waysTo } from './appends/ways.js';
import { onlyOption } from './options.js';
import { Processes } from './quick/processes.js';
import { runParts } from './run-parts.js';

/**
 * `npm run bench:appends`: what an append costs this process, by each way to do it, beside the official client's, on the
 * stand-in or on whatever EVENTSTORE_URL names. It leaves its streams there. `--only 64` for so many in flight.
 */
const processes = new Processes();
try {
  await processes.startEngines('eventstore');
  const { ways, close } = await waysTo(processes.engine('EVENTSTORE_URL'));
  const engine = processes.watched('eventstore');
  const parts = { 1: () => costsOf(ways, 1, engine), 64: () => costsOf(ways, 64, engine) };
  await runParts(parts, onlyOption(['1', '64'] as const));
  await close();
} finally {
  await processes.close();
}
process.exit();
