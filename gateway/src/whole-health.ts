import type { Readiness } from '@doremi/process';

/** How long a part may take to say how it is; milliseconds. */
const ANSWER_WITHIN = 1_500;

/**
 * How the whole system is: every part is asked for its own `/health/ready`, all at once. Ready when each is.
 * Only names and states are passed on; what exactly is wrong stays in the part's own answer, inside.
 */
export const wholeHealth = (parts: Readonly<Record<string, string>>): (() => Promise<Readiness>) => {
  let asking: Promise<Readiness> | null = null;
  // Those who ask at the same time share one round, so a crowd at the door is no load on the house.
  return () => (asking ??= ask(parts).finally(() => (asking = null)));
};

const ask = async (parts: Readonly<Record<string, string>>): Promise<Readiness> => {
  const entries = Object.entries(parts);
  const states = await Promise.all(entries.map(([, url]) => stateOfPart(url)));
  return {
    ready: states.every((state) => state === 'up' || state === 'degraded'),
    degraded: states.includes('degraded'),
    parts: { gateway: 'up', ...Object.fromEntries(entries.map(([name], i) => [name, states[i] ?? NO_ANSWER])) },
  };
};

const NO_ANSWER = 'no answer';

const stateOfPart = async (url: string): Promise<string> => {
  try {
    const answer = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(ANSWER_WITHIN) });
    const { status, parts = {} } = (await answer.json()) as { status?: string; parts?: Record<string, string> };
    if (answer.ok) return status === 'degraded' ? 'degraded' : 'up';
    const missing = Object.keys(parts).filter((name) => parts[name] !== 'up');
    return missing.length > 0 ? `waits for ${missing.join(', ')}` : 'not ready';
  } catch {
    return NO_ANSWER;
  }
};
