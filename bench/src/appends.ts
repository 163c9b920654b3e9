import { costsOf } from './appends/cpu.js';
import { waysTo } from './appends/ways.js';
import { machine } from './quick/page.js';
import { Processes } from './quick/processes.js';

/**
 * `npm run bench:appends`: what an append costs this process, by each way to do it, on the stand-in or on whatever
 * EVENTSTORE_URL names. It leaves its streams there.
 */
const APPENDS_AT_ONCE = [1, 64];

const processes = new Processes();
try {
  await processes.startEngines('eventstore');
  const { ways, close } = await waysTo(processes.engine('EVENTSTORE_URL'));
  for (const atOnce of APPENDS_AT_ONCE) {
    const costs = await costsOf(ways, atOnce);
    const rows = costs.map(({ name, perSecond, cpuMicroseconds }) => [
      name,
      `${cpuMicroseconds.toFixed(0)} µs`,
      `${perSecond.toFixed(0)}/s`,
    ]);
    console.log(`\n${atOnce} in flight\n`);
    for (const row of [['way', 'CPU each', 'rate'], ['---', '---', '---'], ...rows])
      console.log(`| ${row.join(' | ')} |`);
  }
  await close();
} finally {
  await processes.close();
}
console.log(`\n${new Date().toISOString().slice(0, 10)}, on ${machine()}.`);
process.exit(0);
