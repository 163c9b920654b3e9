import type { Chaos } from './chaos.js';

/** What a run must have seen to count. */
export interface Required {
  readonly orders: number;
  readonly unknowns: number;
  readonly holds: number;
  readonly refunds: number;
  readonly killsOfEach: number;
  /** Odd answers of the payment provider; where a run does without them, nothing. */
  readonly oddAnswers: { readonly kinds: readonly string[]; readonly ofEach: number };
}

/** Found things are named, up to this many of each. */
const NAMED = 10;

/** How a run falls short of what makes it count; empty when it counts. */
export const shortcomings = (
  { counts, done, processes }: Pick<Chaos, 'counts' | 'done' | 'processes'>,
  required: Required,
): string[] => {
  const atLeast = (name: string, is: number, needed: number): string[] =>
    is >= needed ? [] : [`${is} ${name} instead of ${needed}`];
  return [
    ...atLeast('acknowledged orders', counts.orders, required.orders),
    ...atLeast('unknown payments', counts.unknowns, required.unknowns),
    ...atLeast('holds', counts.holds, required.holds),
    ...atLeast('refunds', counts.refunds, required.refunds),
    ...required.oddAnswers.kinds.flatMap((kind) =>
      atLeast(`answers "${kind}" of the payment provider`, counts.oddAnswers[kind] ?? 0, required.oddAnswers.ofEach),
    ),
    ...processes.flatMap((name) => atLeast(`kills of ${name}`, done.kills[name] ?? 0, required.killsOfEach)),
  ];
};

/** The table of a run, and under it whatever was found. */
export const reportOf = ({ counts, done, processes, findings, history }: Chaos): string => {
  const struck = (name: string): string =>
    `${done.kills[name] ?? 0} kills, ${done.freezes[name] ?? 0} freezes, ${done.restarts[name] ?? 0} restarts`;
  const outcomes = (outcome: string): number =>
    history.acknowledged.carts.filter((cart) => cart.outcome === outcome).length;
  const rows: [string, string | number][] = [
    ['acknowledged orders', counts.orders],
    ...findings.map(({ name, count }): [string, number] => [name, count]),
    ['unknown payments', counts.unknowns],
    ['holds', counts.holds],
    ['refunds', counts.refunds],
    ['odd answers of the payment provider', oddAnswersOf(counts)],
    ['declined, not available, refused', ['declined', 'unavailable', 'refused'].map(outcomes).join(', ')],
    ['acknowledged commands', history.acknowledged.commands.length],
    ['events', history.events.length],
    ...processes.map((name): [string, string] => [name, struck(name)]),
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  const table = rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`);
  const named = findings.flatMap(({ name, found }) => [
    ...found.slice(0, NAMED).map((what) => `  ${name}: ${what}`),
    ...(found.length > NAMED ? [`  ${name}: and ${found.length - NAMED} more`] : []),
  ]);
  return [...table, ...named].join('\n');
};

/** `pending 3, late 2`, the most frequent first. */
const oddAnswersOf = ({ oddAnswers }: Chaos['counts']): string => {
  const kinds = Object.entries(oddAnswers).sort(([, one], [, other]) => other - one);
  return kinds.length === 0 ? 'none' : kinds.map(([kind, count]) => `${kind} ${count}`).join(', ');
};
