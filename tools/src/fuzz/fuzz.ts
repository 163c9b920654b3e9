import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Collector } from '../chaos/history/collect.js';
import { System } from '../whole-system.js';
import { Fuzzer } from './fuzzer.js';
import type { Operation } from './operations.js';
import type { Tally } from './tally.js';

/** How many requests are under way at once, and how many connections with garbage beside them. */
const REQUESTS_AT_ONCE = 8;
const GARBAGE_CONNECTIONS = 4;
/** How many times as long as asked for it may take on a slow machine. */
const LONGEST_OVERRUN = 6;

export interface Fuzzed {
  readonly tally: Tally;
  readonly operations: readonly Operation[];
  /** Each end of a process that nobody asked for, as the supervisor said it. */
  readonly crashes: readonly string[];
  /** Lines of the logs that tell of a fault that nobody handled, or an answer of 500. */
  readonly faults: readonly string[];
  /** Events that a refused request caused, with that request. */
  readonly eventsOfRefused: readonly string[];
}

/**
 * Starts a system of its own and asks it for everything, rightly and wrongly, for `lasting` milliseconds. On a machine so
 * slow that a route is still missing then, it goes on until none is, at most a few times as long.
 */
export const fuzz = async (seed: number, lasting: number): Promise<Fuzzed> => {
  const system = await System.start({ RATE_LIMITS: 'off' });
  try {
    const fuzzer = await Fuzzer.at(system.url, seed);
    const startedAt = Date.now();
    const goesOn = (): boolean => {
      const took = Date.now() - startedAt;
      return took < lasting || (took < LONGEST_OVERRUN * lasting && fuzzer.tally.missed(fuzzer.operations).length > 0);
    };
    await Promise.all([
      ...Array.from({ length: REQUESTS_AT_ONCE }, () => fuzzer.ask(goesOn)),
      ...Array.from({ length: GARBAGE_CONNECTIONS }, () => fuzzer.throwGarbage(goesOn)),
    ]);
    fuzzer.close();
    const collector = new Collector(system.dataDir);
    const events = await collector.log();
    await collector.close();
    const { tally, operations } = fuzzer;
    const eventsOfRefused = events.flatMap(({ type, stream, metadata }) => {
      const request = tally.refused.get(metadata.$correlationId);
      return request === undefined ? [] : [`${type} in ${stream} by ${request}`];
    });
    const crashes = system.output.split('\n').filter((line) => /\bended \(/.test(line));
    return { tally, operations, crashes, faults: faultsIn(join(system.dataDir, 'logs')), eventsOfRefused };
  } finally {
    await system.remove();
  }
};

const UNHANDLED = /unhandled|uncaught|"level":(50|60)/i;

const faultsIn = (folder: string): string[] =>
  readdirSync(folder).flatMap((name) =>
    readFileSync(join(folder, name), 'utf8')
      .split('\n')
      .filter((line) => UNHANDLED.test(line))
      .map((line) => `${name}: ${line.slice(0, 500)}`),
  );
