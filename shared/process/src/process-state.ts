import type { BreakerState, LivenessResponse, ProcessState } from '@doremi/http';

export interface Readiness {
  readonly ready: boolean;
  /** Serving, but an operator should look. */
  readonly degraded?: boolean;
  /** Each thing it depends on, and how that is: "up", or what is wrong. */
  readonly parts: Readonly<Record<string, string>>;
}

type Ping = () => Promise<unknown>;

/** Something behind a circuit breaker. */
export interface Guarded {
  readonly breaker: () => BreakerState;
  readonly areCredentialsRefused?: () => boolean;
}

/** What a process tells operators of itself, beside whether it is ready. */
export interface Told {
  /** The engines that it uses, needed to be ready or not: each throws while it is away. */
  readonly engines?: Readonly<Record<string, Ping>>;
  readonly breakers?: Readonly<Record<string, Guarded>>;
}

interface Self extends Told {
  readonly name: string;
  readonly startedAt: Date;
  readonly readiness: Readiness;
  readonly stuck: readonly string[];
}

/** One part's state for a readiness answer: "up", or the fault's message; never takes longer than a second. */
export const stateOf = async (ping: Ping): Promise<string> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve('no answer'), 1_000);
  });
  const answer = ping().then(
    () => 'up',
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
};

export const stateOfReadiness = ({ ready, degraded = false }: Readiness): 'ready' | 'degraded' | 'not ready' =>
  ready ? (degraded ? 'degraded' : 'ready') : 'not ready';

export const livenessOf = (stuck: readonly string[]): LivenessResponse =>
  stuck.length === 0 ? { status: 'live' } : { status: 'stuck', stuck };

/** How a process is, for operators: what its readiness rests on, and every engine and breaker that it has. */
export const processState = async (self: Self): Promise<ProcessState> => {
  const { name, startedAt, readiness, stuck, engines = {}, breakers = {} } = self;
  const states = await Promise.all(
    Object.entries(engines).map(async ([engine, ping]) => [engine, await stateOf(ping)] as const),
  );
  return {
    name,
    state: stateOfReadiness(readiness),
    startedAt: startedAt.toISOString(),
    node: process.versions.node,
    parts: readiness.parts,
    engines: Object.fromEntries(states),
    breakers: Object.entries(breakers).map(([breaker, guarded]) => ({
      name: breaker,
      state: guarded.breaker(),
      credentialsRefused: guarded.areCredentialsRefused?.() ?? false,
    })),
    stuck,
  };
};

/** An engine of which its breaker alone says how it is. */
export const asItsBreaker =
  ({ breaker }: Guarded): Ping =>
  () => {
    const state = breaker();
    return state === 'closed' ? Promise.resolve() : Promise.reject(new Error(`its breaker is ${state}`));
  };

/** How long an issuer may take to answer; milliseconds. */
const ISSUER_WITHIN = 1_000;

/** Whether the issuer of tokens can be asked for its keys. */
export const issuerAt =
  ({ issuer, jwksUrl }: { readonly issuer: string; readonly jwksUrl: string | null }): Ping =>
  async () => {
    const url = jwksUrl ?? `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
    const answer = await fetch(url, { signal: AbortSignal.timeout(ISSUER_WITHIN) }).catch(() => null);
    await answer?.body?.cancel();
    if (!answer?.ok) throw new Error(answer ? `it answered ${answer.status}` : 'no answer');
  };
