import { appendToVisible } from './quick/visible.js';
import { commandsOverBare } from './quick/commands.js';
import { markdownTable, type Figure } from './quick/figure.js';
import { onlyOption } from './options.js';
import { handlerOverAppends } from './quick/handler.js';
import { machine, writeFigures } from './quick/page.js';
import { Processes } from './quick/processes.js';
import { queriesOverBare } from './quick/queries.js';
import { sellMenus } from './quick/sold-menus.js';
import { longOverShortStreams } from './quick/stream-length.js';

/**
 * `npm run bench:quick`: our way beside the barest way to do the same, on embedded engines, in under two minutes.
 * `--only commands,queries` for a few of its parts; only a whole run is written down.
 */
const PAGE = new URL('../../docs/benchmarks.md', import.meta.url);
const PARTS = ['handler', 'streams', 'visible', 'queries', 'commands'] as const;
const IN_PROCESS = ['handler', 'streams'];

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
const only = onlyOption(PARTS);

const figures: Figure[] = [];

if (only.some((part) => IN_PROCESS.includes(part))) {
  const inProcess = await withProcesses(async (processes) => {
    await processes.startEngines('eventstore');
    const url = processes.engine('EVENTSTORE_URL');
    const measured: Figure[] = [];
    if (only.includes('handler')) {
      say('the command handler in this process');
      measured.push(await handlerOverAppends(url));
    }
    if (only.includes('streams')) {
      say('the same on long streams and on short ones');
      measured.push(...(await longOverShortStreams(url)));
    }
    return measured;
  });
  figures.push(...inProcess);
}

if (only.some((part) => !IN_PROCESS.includes(part))) {
  const http = await withProcesses(async (processes) => {
    say('starting the system');
    await processes.startEngines('eventstore', 'mongo', 'redis');
    const ports = await processes.startServices('command-api', 'policies', 'projections', 'query-api');
    const [commandApi = 0, queryApi = 0] = [ports['command-api'], ports['query-api']];
    const server = (name: string, port: number) => ({ port, pid: processes.pidOf(name) });
    await sellMenus(commandApi);
    const measured: Record<'commands' | 'queries' | 'visible', Figure[]> = { commands: [], queries: [], visible: [] };
    if (only.includes('visible')) {
      say('append to visible');
      measured.visible = await appendToVisible(commandApi, queryApi);
    }
    if (only.includes('queries')) {
      say('queries');
      const bare = server('bare-queries', await processes.startBare('bare-queries'));
      measured.queries = await queriesOverBare(commandApi, server('query-api', queryApi), bare);
    }
    await processes.stop('policies', 'projections', 'query-api', 'bare-queries', 'mongo');
    if (only.includes('commands')) {
      say('commands');
      const bare = server('bare-commands', await processes.startBare('bare-commands'));
      measured.commands = await commandsOverBare(server('command-api', commandApi), bare);
    }
    return Object.values(measured).flat();
  });
  figures.push(...http);
}

const table = markdownTable(figures);
const seconds = ((performance.now() - startedAt) / 1_000).toFixed(0);
const about = `${new Date().toISOString().slice(0, 10)}, ${seconds} s on ${machine()}.`;
console.log(`\n${table}\n\n${about}`);
if (only.length === PARTS.length) writeFigures(PAGE, `${about}\n\n${table}`);
