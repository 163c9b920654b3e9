import { processRoutes } from '@doremi/http/testing';
import { plannedServices } from '@doremi/start';
import { ROOT, textOf } from './repository.js';
import { variablesRead } from './variables.js';

/** A process, as the code has it. */
export interface ProcessOfCode {
  readonly name: string;
  /** The compiled file that is run, from the root of the repository. */
  readonly entry: string;
  /** How it is run, without its arguments. */
  readonly run: string;
  /** Where it listens unless it is told otherwise. */
  readonly port: number;
  /** A stand-in is for one node alone and need not end in order. */
  readonly isStandIn: boolean;
  /** The variables that say where what it calls is; those that have no useful default. */
  readonly calls: readonly string[];
}

/** What deployments are held against. */
export interface Code {
  readonly processes: readonly ProcessOfCode[];
  readonly healthPaths: readonly string[];
  /** Every variable that some process reads. */
  readonly variables: readonly string[];
  /** What a process allows itself to finish what it has; seconds. */
  readonly stopWithin: number;
}

/** MongoDB's other databases have a default, and an issuer of our own is for compose alone. */
const OPTIONAL = ['MONGODB_ADMIN_URL', 'MONGODB_KEYS_URL', 'IDENTITY_URL'];

/** What a process calls is what its main file takes out of the settings: `settings.queryApiUrl` → `QUERY_API_URL`. */
const callsOf = (entry: string): string[] => {
  const main = textOf(entry.replace('/dist/', '/src/').replace(/\.js$/, '.ts'));
  const read = [...main.matchAll(/settings\.(\w+Url)\b/g)].map(([, name = '']) =>
    name.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase(),
  );
  return [...new Set(read)].filter((name) => !OPTIONAL.includes(name));
};

/** A number of milliseconds that a file names, in seconds. Throws when it is not there any more. */
const secondsIn = (text: string, pattern: RegExp): number => {
  const [, seconds] = pattern.exec(text) ?? [];
  if (!seconds) throw new Error(`nothing reads ${pattern.source}`);
  return Number(seconds);
};

/** What the code of today says. */
export const codeOfToday = (environment: Readonly<Record<string, string>> = {}): Code => {
  const run = textOf('shared/process/src/run.ts');
  return {
    processes: plannedServices(environment, {}, '.').map(({ name, nodeFlags, command, port }) => {
      const entry = (command(0)[0] ?? '').replace(ROOT, '');
      const run = ['node', '--enable-source-maps', ...nodeFlags, entry].join(' ');
      return { name, entry, run, port, isStandIn: entry.startsWith('embedded/'), calls: callsOf(entry) };
    }),
    healthPaths: processRoutes.map(({ path }) => path).filter((path) => path.startsWith('/health/')),
    variables: variablesRead(),
    stopWithin: secondsIn(run, /CLOSE_WITHIN = (\d+)_000/) + secondsIn(run, /STOP_WITHIN = CLOSE_WITHIN \+ (\d+)_000/),
  };
};

/** The same where the payment provider is a real one. */
export const codeInProduction = (): Code => {
  const code = codeOfToday();
  return { ...code, processes: code.processes.filter(({ isStandIn }) => !isStandIn) };
};
