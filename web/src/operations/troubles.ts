import type { Schema } from '../api/client.js';
import type { RunbookPlace } from './runbook-links.js';

type Process = Schema<'ProcessState'>;
type Projection = Schema<'ProjectionStatus'>;
type Build = Projection['builds'][number];

/** What is open, and how far policies are, as GET /ops/policies says it. */
export interface Work {
  readonly openWork: readonly { readonly kind: string; readonly count: number; readonly isAll: boolean }[] | null;
  readonly groups: readonly Group[] | null;
}

interface Group {
  readonly policy: string;
  readonly lagSeconds: number | null;
  readonly members: number;
  readonly parked: number;
}

/** What was seen; what could not be looked at is undefined. */
export interface Seen {
  readonly processes: readonly Process[] | undefined;
  readonly projections:
    { readonly log: { readonly mismatch: unknown }; readonly projections: readonly Projection[] } | undefined;
  readonly work: Work | undefined;
}

/** Where each kind of trouble is looked into, and what helps. */
const KINDS = {
  LOG_MISMATCH: ['/operations/read-models', 'restore-from-backup#restoring'],
  PROCESS_AWAY: ['/operations', 'something-is-away#a-process'],
  PROCESS_NOT_READY: ['/operations', 'something-is-away#a-process'],
  PROCESS_STUCK: ['/operations', 'something-is-away#a-process'],
  ENGINE_AWAY: ['/operations', 'something-is-away#an-engine'],
  BREAKER_OPEN: ['/operations/open-work', 'something-is-away#a-breaker'],
  CREDENTIALS_REFUSED: ['/operations', 'something-is-away#a-breaker'],
  BUILD_STRANDED: ['/operations/read-models', 'rebuild#a-stranded-build-its-checkpoint-is-not-of-this-log'],
  BUILD_STUCK: ['/operations/read-models', 'rebuild#a-rebuild-does-not-become-live'],
  READ_MODEL_LATE: ['/operations/read-models', 'rebuild#a-rebuild-does-not-become-live'],
  EVENTS_PARKED: ['/operations/parked', 'parked-events#projections'],
  DELIVERIES_PARKED: ['/operations/parked', 'parked-events#policies'],
  POLICY_LATE: ['/operations/open-work', 'open-work#policies-that-are-late'],
  POLICY_ALONE: ['/operations/open-work', 'open-work#policies-that-are-late'],
  PAYMENTS_UNKNOWN: ['/operations/open-work', 'stuck-payment'],
  REFUNDS_FAILED: ['/operations/open-work', 'stuck-payment#what-to-do'],
} as const satisfies Readonly<Record<string, readonly [path: string, runbook: RunbookPlace]>>;

export type TroubleKind = keyof typeof KINDS;

/** Something that somebody has to look at. */
export interface Trouble {
  readonly kind: TroubleKind;
  /** Whose it is: a process, an engine, a build; what it waits for. */
  readonly of: string;
  readonly n: number;
  readonly path: string;
  readonly runbook: RunbookPlace;
}

/** From so many seconds on it is no blink any more. */
const LATE = 10;
const STUCK = 30;

const trouble = (kind: TroubleKind, of = '', n = 1): Trouble => {
  const [path, runbook] = KINDS[kind];
  return { kind, of, n, path, runbook };
};

const ofProcess = ({ name, state, parts, stuck, breakers }: Process): Trouble[] => [
  ...(state === 'no answer' ? [trouble('PROCESS_AWAY', name)] : []),
  ...(state === 'not ready' ? [trouble('PROCESS_NOT_READY', `${name}: ${notUp(parts).join(', ')}`)] : []),
  ...stuck.map((loop) => trouble('PROCESS_STUCK', `${name}: ${loop}`)),
  ...breakers
    .filter(({ credentialsRefused }) => credentialsRefused)
    .map((one) => trouble('CREDENTIALS_REFUSED', one.name)),
  ...breakers.filter(({ state: is }) => is !== 'closed').map((one) => trouble('BREAKER_OPEN', one.name)),
];

const notUp = (parts: Readonly<Record<string, string>>): string[] =>
  Object.keys(parts).filter((name) => parts[name] !== 'up');

/** The engines by their names, and which processes find each of them away. */
export const enginesOf = (
  processes: readonly Process[],
): ReadonlyMap<string, readonly { readonly by: string; readonly says: string }[]> => {
  const engines = new Map<string, { by: string; says: string }[]>();
  for (const { name: by, engines: its } of processes)
    for (const [engine, says] of Object.entries(its))
      engines.set(engine, [...(engines.get(engine) ?? []), { by, says }]);
  return engines;
};

const ofBuild = (build: Build): Trouble[] => [
  ...(build.stranded ? [trouble('BUILD_STRANDED', build.build)] : []),
  ...(build.stuckSeconds >= STUCK ? [trouble('BUILD_STUCK', build.build)] : []),
  ...(build.state === 'live' && (build.lagSeconds ?? 0) >= LATE ? [trouble('READ_MODEL_LATE', build.build)] : []),
];

const ofGroup = ({ policy, lagSeconds, members }: Group): Trouble[] => {
  if (members === 0) return [trouble('POLICY_ALONE', policy)];
  return (lagSeconds ?? 0) >= STUCK ? [trouble('POLICY_LATE', policy)] : [];
};

const counted = (kind: TroubleKind, n: number): Trouble[] => (n > 0 ? [trouble(kind, '', n)] : []);
const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

/** All that somebody has to look at, the worst first, and each once. */
export const troublesIn = ({ processes = [], projections, work }: Seen): readonly Trouble[] => {
  const builds = (projections?.projections ?? []).filter(({ isCurrent }) => isCurrent).flatMap((one) => one.builds);
  const openOf = (kind: string): number => work?.openWork?.find((one) => one.kind === kind)?.count ?? 0;
  const away = [...enginesOf(processes)].filter(([, told]) => told.some(({ says }) => says !== 'up'));
  const all = [
    ...(projections?.log.mismatch ? [trouble('LOG_MISMATCH')] : []),
    ...processes.flatMap(ofProcess),
    ...away.map(([engine]) => trouble('ENGINE_AWAY', engine)),
    ...builds.flatMap(ofBuild),
    ...counted('EVENTS_PARKED', sum(builds.map(({ parked }) => parked))),
    ...counted('DELIVERIES_PARKED', sum((work?.groups ?? []).map(({ parked }) => parked))),
    ...(work?.groups ?? []).flatMap(ofGroup),
    ...counted('PAYMENTS_UNKNOWN', openOf('PAYMENT_UNKNOWN')),
    ...counted('REFUNDS_FAILED', openOf('REFUND_FAILED')),
  ];
  const kinds = Object.keys(KINDS);
  const once = [...new Map(all.map((one) => [`${one.kind} ${one.of}`, one])).values()];
  return once.sort((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind));
};
