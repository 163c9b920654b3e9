import type { Fuzzed } from './fuzz.js';

/** Found things are named, up to this many of each. */
const NAMED = 15;

/** The promises that were broken; empty when all were kept. */
export const brokenPromises = ({ tally, operations, crashes, faults, eventsOfRefused }: Fuzzed): string[] => {
  const { wellFormed, succeeded } = tally.total;
  const missed = tally.missed(operations);
  return [
    ...some('answers of 5xx', tally.serverErrors),
    ...some('crashes', crashes),
    ...some('faults in the logs', faults),
    ...some('events from refused commands', eventsOfRefused),
    ...some('well-formed requests without an answer', tally.unanswered),
    ...some('routes that were not hit', missed),
    ...(succeeded * 2 >= wellFormed ? [] : [`${succeeded} of ${wellFormed} well-formed requests succeeded`]),
  ];
};

const some = (name: string, found: readonly unknown[]): string[] =>
  found.length > 0 ? [`${found.length} ${name}`] : [];

/** Hits per route, and what was found. */
export const reportOf = ({ tally, crashes, faults, eventsOfRefused }: Fuzzed): string => {
  const width = Math.max(...[...tally.routes.keys()].map((route) => route.length));
  const line = (name: string, cells: readonly (string | number)[]): string =>
    `  ${name.padEnd(width)}${cells.map((cell) => String(cell).padStart(12)).join('')}`;
  const total = tally.total;
  const unhandled = faults.filter((fault) => /unhandled|uncaught/i.test(fault)).length;
  return [
    line('', ['well-formed', 'succeeded', 'mutated', 'raw']),
    ...[...tally.routes]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([route, hits]) => line(route, [hits.wellFormed, hits.succeeded, hits.mutated, hits.raw])),
    line('all', [total.wellFormed, total.succeeded, total.mutated, total.raw]),
    '',
    line('5xx', [tally.serverErrors.length]),
    line('crashes', [crashes.length]),
    line('unhandled rejections', [unhandled]),
    line('events from refused commands', [eventsOfRefused.length]),
    ...named(tally.serverErrors.map(({ route, status, request }) => `${status} from ${route}: ${request}`)),
    ...named(crashes),
    ...named(faults),
    ...named(eventsOfRefused),
  ].join('\n');
};

const named = (found: readonly string[]): string[] => found.slice(0, NAMED).map((what) => `  ${what}`);
