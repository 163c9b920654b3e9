import { appendToVisible } from './quick/visible.js';
import { commandsOverBare } from './quick/commands.js';
import { markdownTable, type Figure } from './quick/figure.js';
import { handlerOverAppends } from './quick/handler.js';
import { machine, writeFigures } from './quick/page.js';
import { Processes } from './quick/processes.js';
import { queriesOverBare } from './quick/queries.js';
import { sellMenus } from './quick/sold-menus.js';
import { longOverShortStreams } from './quick/stream-length.js';

/** `npm run bench:quick`: our way beside the barest way to do the same, on embedded engines, in under two minutes. */
const PAGE = new URL('../../docs/benchmarks.md', import.meta.url);

const withProcesses = async (measure: (processes: Processes) => Promise<Figure[]>): Promise<Figure[]> => {
  const processes = new Processes();
  try {
    return await measure(processes);
  } finally {
    await processes.close();
  }
};

const say = (what: string): void => console.log(`${((performance.now() - startedAt) / 1_000).toFixed(0)} s  ${what}`);
const startedAt = performance.now();

say('the command handler in this process');
const handler = await withProcesses(async (processes) => {
  await processes.startEngines('eventstore');
  const url = processes.engine('EVENTSTORE_URL');
  return [await handlerOverAppends(url), ...(await longOverShortStreams(url))];
});

const http = await withProcesses(async (processes) => {
  say('starting the system');
  await processes.startEngines('eventstore', 'mongo', 'redis');
  const ports = await processes.startServices('command-api', 'policies', 'projections', 'query-api');
  const [commandApi = 0, queryApi = 0] = [ports['command-api'], ports['query-api']];
  await sellMenus(commandApi);
  say('append to visible');
  const visible = await appendToVisible(commandApi, queryApi);
  say('queries');
  const queries = await queriesOverBare(commandApi, queryApi, await processes.startBare('bare-queries'));
  await processes.stop('policies', 'projections', 'query-api', 'bare-queries', 'mongo');
  say('commands');
  const commands = await commandsOverBare(commandApi, await processes.startBare('bare-commands'));
  return [commands, ...queries, ...visible];
});

const table = markdownTable([...handler, ...http]);
const seconds = ((performance.now() - startedAt) / 1_000).toFixed(0);
const about = `${new Date().toISOString().slice(0, 10)}, ${seconds} s on ${machine()}.`;
console.log(`\n${table}\n\n${about}`);
writeFigures(PAGE, `${about}\n\n${table}`);
