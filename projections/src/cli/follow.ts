import { setTimeout as delay } from 'node:timers/promises';
import { OpsAway, OpsError } from '@doremi/http';
import type { BuildOutcome, ProjectionStatus } from '@doremi/projection-engine';
import type { OpsClient } from './ops-client.js';

export type BuildStatus = ProjectionStatus['builds'][number];

/** Shows how the rebuilds get on, until the last one is live. */
export interface Display {
  readonly show: (name: string, build: BuildStatus) => void;
  readonly done: (name: string, build: string) => void;
  /** It has seen everything and still can't be read: something of it is parked. */
  readonly blocked: (name: string, build: BuildStatus) => void;
  /** The process that builds does not answer; `since` is how long, seconds. Null when it is back. */
  readonly away: (since: number | null) => void;
  readonly close: () => void;
}

interface Following {
  /** Between two looks, milliseconds. */
  readonly lookEvery?: number;
  /** Aborted when nobody wants to see it any more. */
  readonly signal?: AbortSignal;
}

const LOOK_EVERY = 250;

/** `blocked`: what is not live has seen everything, and waits for an operator. `left`: nobody wants to see it any more. */
export type Followed = 'live' | 'blocked' | 'left';

/**
 * Follows rebuilds to their promotion, over restarts of the process that does them, or to where they can't be promoted.
 * Throws OpsError when one of them was dropped.
 */
export const follow = async (
  client: Pick<OpsClient, 'status'>,
  begun: readonly BuildOutcome[],
  display: Display,
  { lookEvery = LOOK_EVERY, signal }: Following = {},
): Promise<Followed> => {
  const open = new Map(begun.map((rebuild) => [rebuild.build, rebuild.name]));
  let isBlocked = false;
  let awaySince: number | null = null;
  try {
    while (!signal?.aborted) {
      const projections = await statusOrAway(client);
      if (projections) {
        if (awaySince !== null) display.away(null);
        awaySince = null;
        for (const [id, name] of open) {
          const build = buildOf(projections, id);
          if (!isOver(name, build, display)) continue;
          isBlocked ||= build.state === 'building';
          open.delete(id);
        }
      } else {
        awaySince ??= Date.now();
        display.away((Date.now() - awaySince) / 1_000);
      }
      if (open.size === 0) return isBlocked ? 'blocked' : 'live';
      await delay(lookEvery, undefined, signal ? { signal } : {}).catch(() => undefined);
    }
    return 'left';
  } finally {
    display.close();
  }
};

/** Null while the process is away: the rebuild goes on where it was when it is back. */
const statusOrAway = async (client: Pick<OpsClient, 'status'>): Promise<readonly ProjectionStatus[] | null> => {
  try {
    return await client.status();
  } catch (error) {
    if (error instanceof OpsAway) return null;
    throw error;
  }
};

const buildOf = (projections: readonly ProjectionStatus[], id: string): BuildStatus => {
  const build = projections.flatMap(({ builds }) => builds).find((each) => each.build === id);
  if (!build) throw new OpsError(`${id} was dropped before it was live`);
  return build;
};

const isOver = (name: string, build: BuildStatus, display: Display): boolean => {
  // It was live, also where another one is read by now.
  if (build.state === 'live' || build.state === 'standby') {
    display.done(name, build.build);
    return true;
  }
  if (build.built && build.parked > 0) {
    display.blocked(name, build);
    return true;
  }
  display.show(name, build);
  return false;
};
