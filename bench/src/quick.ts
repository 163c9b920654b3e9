import { buildOf } from '@doremi/tools';
import { appendToVisible } from './quick/visible.js';
import { overBuild } from './quick/beside.js';
import { commandsOverBare } from './quick/commands.js';
import type { Figure } from './quick/figure.js';
import { onlyOption, textOption } from './options.js';
import { handlerOverAppends } from './quick/handler.js';
import { writeFigures } from './quick/page.js';
import { Processes, ROOT } from './quick/processes.js';
import { queriesOverBare } from './quick/queries.js';
import { sellMenus } from './quick/sold-menus.js';
import { longOverShortStreams } from './quick/stream-length.js';
import { runParts } from './run-parts.js';

/**
 * `npm run bench:quick`: our way beside the barest way to do the same, on stand-ins or on the engines that are named, in
 * about two minutes. `--only commands,queries` for a few of its parts; only a whole run on stand-ins is written down.
 * `--beside COMMIT` measures something else: adds and orders of this build over those of that commit's.
 */
const PAGE = new URL('../../docs/benchmarks.md', import.meta.url);
const PARTS = ['handler', 'streams', 'visible', 'queries', 'commands'] as const;

const withProcesses = async <Result>(measure: (processes: Processes) => Promise<Result>): Promise<Result> => {
  const processes = new Processes();
  try {
    return await measure(processes);
  } finally {
    await processes.close();
  }
};

/** In this process, with an event store alone. */
const inProcess = <Result>(measure: (url: string, processes: Processes) => Promise<Result>): Promise<Result> =>
  withProcesses(async (processes) => {
    await processes.startEngines('eventstore');
    return measure(processes.engine('EVENTSTORE_URL'), processes);
  });

type Ports = Readonly<Record<string, number>>;

/** Over HTTP, with a system of its own. */
const overHttp = (measure: (processes: Processes, ports: Ports) => Promise<Figure[]>): Promise<Figure[]> =>
  withProcesses(async (processes) => {
    await processes.startEngines('eventstore', 'mongo', 'redis');
    const ports = await processes.startServices('command-api', 'policies', 'projections', 'query-api');
    await sellMenus(ports['command-api'] ?? 0);
    return measure(processes, ports);
  });

const portOf = (ports: Ports, name: string): number => ports[name] ?? 0;
const serverOf = (processes: Processes, name: string, port: number) => ({ port, pid: processes.pidOf(name) });

const measureParts = () =>
  runParts(
    {
      handler: () => inProcess((url, processes) => handlerOverAppends(url, processes.watched('eventstore'))),
      streams: () => inProcess((url) => longOverShortStreams(url)),
      visible: () =>
        overHttp((processes, ports) => {
          const watched = processes.watched('command-api', 'eventstore', 'projections', 'mongo', 'query-api');
          return appendToVisible(portOf(ports, 'command-api'), portOf(ports, 'query-api'), watched);
        }),
      queries: () =>
        overHttp(async (processes, ports) => {
          const bare = serverOf(processes, 'bare-queries', await processes.startBare('bare-queries'));
          const queryApi = serverOf(processes, 'query-api', portOf(ports, 'query-api'));
          return queriesOverBare(portOf(ports, 'command-api'), queryApi, bare, processes.watched('mongo'));
        }),
      commands: () =>
        overHttp(async (processes, ports) => {
          await processes.stop('policies', 'projections', 'query-api', 'mongo');
          const bare = serverOf(processes, 'bare-commands', await processes.startBare('bare-commands'));
          const commandApi = serverOf(processes, 'command-api', portOf(ports, 'command-api'));
          return commandsOverBare(commandApi, bare, processes.watched('eventstore'));
        }),
    },
    onlyOption(PARTS),
  );

const beside = textOption('beside');
if (beside === undefined) {
  const { text, isWhole } = await measureParts();
  if (isWhole) writeFigures(PAGE, text);
} else {
  const build = buildOf(ROOT, beside);
  await runParts({ beside: () => overBuild(build) }, ['beside'], `beside ${beside}`);
}
