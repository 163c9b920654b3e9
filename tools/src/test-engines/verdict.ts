import type { EngineSpec, EngineVariable } from './specs.js';

/** What an engine that is named is not asked: these tests of a spec, or all of them. */
export interface Skipped {
  readonly spec: string;
  readonly tests?: readonly string[];
  readonly reason: string;
}

export type SkippedOn = Readonly<Record<EngineVariable, readonly Skipped[]>>;

/** How one test ended. */
export interface Outcome {
  readonly spec: string;
  /** With the names of what it stands in. */
  readonly test: string;
  readonly status: string;
}

export interface Run {
  readonly specs: readonly EngineSpec[];
  readonly outcomes: readonly Outcome[];
  readonly list: SkippedOn;
  readonly named: readonly EngineVariable[];
}

const RAN = new Set(['passed', 'failed']);

/** What is wrong with a run, and each is reason enough for it to be red; nothing when it was as the list says. */
export const faultsOf = ({ specs, outcomes, list, named }: Run): string[] => {
  const entries = Object.entries(list).flatMap(([variable, skipped]) =>
    skipped.map((entry) => ({ ...entry, isInForce: named.includes(variable as EngineVariable) })),
  );
  const isOn = ({ spec, tests }: Skipped, outcome: Outcome): boolean =>
    spec === outcome.spec && (tests?.includes(outcome.test) ?? true);
  const inForce = entries.filter(({ isInForce }) => isInForce);
  const describe = ({ spec, test }: { spec: string; test: string }): string => `${spec}: ${test}`;

  const gone = entries.flatMap(({ spec, tests }) => {
    const there = new Set(outcomes.filter((outcome) => outcome.spec === spec).map(({ test }) => test));
    if (there.size === 0) return [`${spec} is on the list, and is no spec that ran`];
    return (tests ?? [])
      .filter((test) => !there.has(test))
      .map((test) => `on the list, and not there: ${describe({ spec, test })}`);
  });
  const unexplained = outcomes
    .filter((outcome) => !RAN.has(outcome.status) && !inForce.some((entry) => isOn(entry, outcome)))
    .map((outcome) => `skipped, and not on the list: ${describe(outcome)}`);
  const asked = outcomes
    .filter((outcome) => RAN.has(outcome.status) && inForce.some((entry) => isOn(entry, outcome)))
    .map((outcome) => `on the list, and yet it ran: ${describe(outcome)}`);
  const silent = specs
    .filter(({ spec }) => !outcomes.some((outcome) => outcome.spec === spec))
    .map(({ spec }) => `${spec} did not run`);
  const failed = outcomes.filter(({ status }) => status === 'failed').map((outcome) => `failed: ${describe(outcome)}`);
  return [...gone, ...unexplained, ...asked, ...silent, ...failed];
};

/** How many tests of an engine's specs ended how. */
export const figuresOf = (
  { specs, outcomes }: Run,
  variable: EngineVariable,
): Record<'passed' | 'skipped' | 'failed', number> => {
  const its = new Set(specs.filter(({ asks }) => asks.includes(variable)).map(({ spec }) => spec));
  const of = outcomes.filter(({ spec }) => its.has(spec));
  const count = (status: string): number => of.filter((outcome) => outcome.status === status).length;
  return { passed: count('passed'), failed: count('failed'), skipped: of.length - count('passed') - count('failed') };
};
