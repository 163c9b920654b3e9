import type { IncomingHttpHeaders } from 'node:http';
import type { ProcessesResponse, ProcessState } from '@doremi/http';

/** How long a process may take to tell of itself: it waits a second for its engines; milliseconds. */
const ANSWER_WITHIN = 2_500;

/** By whom somebody is known. */
const WHO = ['authorization', 'x-actor'] as const;

/** Where the processes behind the gateway are, and the stand-in for an issuer, which says no more than that it is there. */
interface Behind {
  readonly processes: Readonly<Record<string, string>>;
  readonly identity: string | null;
}

/** What every process tells whoever asks; one that does not tell is named all the same. */
export const othersAt =
  ({ processes, identity }: Behind) =>
  (asked: IncomingHttpHeaders): Promise<readonly ProcessState[]> => {
    const headers = Object.fromEntries(WHO.flatMap((name) => (asked[name] ? [[name, String(asked[name])]] : [])));
    return Promise.all([
      ...Object.entries(processes).map(([name, url]) => toldBy(name, url, headers)),
      ...(identity === null ? [] : [standIn('identity', identity)]),
    ]);
  };

const silent = (name: string, state: ProcessState['state'] = 'no answer'): ProcessState => ({
  ...{ name, state, startedAt: null, node: null },
  ...{ parts: {}, engines: {}, breakers: [], stuck: [] },
});

const toldBy = async (name: string, url: string, headers: Record<string, string>): Promise<ProcessState> => {
  try {
    const answer = await fetch(`${url}/ops/processes`, { headers, signal: AbortSignal.timeout(ANSWER_WITHIN) });
    const [told] = ((await answer.json()) as Partial<ProcessesResponse>).processes ?? [];
    return told ?? silent(name);
  } catch {
    return silent(name);
  }
};

const standIn = async (name: string, url: string): Promise<ProcessState> => {
  const answer = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(ANSWER_WITHIN) }).catch(() => null);
  await answer?.body?.cancel();
  return silent(name, answer?.ok ? 'ready' : 'no answer');
};
