import { setTimeout as delay } from 'node:timers/promises';
import { OpsAway, OpsError } from '@doremi/shared/operator/operator-client';
import type { BuildStatus, ProjectionStatus } from '../engine/status.js';
import type { Done } from '../ops/operations.js';
import type { OpsClient } from './ops-client.js';

/** Shows how the rebuilds get on, until the last one is live. */
export interface Display {
  readonly show: (name: string, build: BuildStatus) => void;
  readonly done: (name: string, build: string) => void;
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

/**
 * Follows rebuilds to their promotion, over restarts of the process that does them. True when all are live, false when
 * the signal came first; throws OpsError when one of them was dropped.
 */
export const follow = async (
  client: Pick<OpsClient, 'status'>,
  begun: readonly Done[],
  display: Display,
  { lookEvery = LOOK_EVERY, signal }: Following = {},
): Promise<boolean> => {
  const open = new Map(begun.map((rebuild) => [rebuild.build, rebuild.name]));
  let awaySince: number | null = null;
  try {
    while (!signal?.aborted) {
      const projections = await statusOrAway(client);
      if (projections) {
        if (awaySince !== null) display.away(null);
        awaySince = null;
        for (const [build, name] of open) if (isOver(projections, name, build, display)) open.delete(build);
      } else {
        awaySince ??= Date.now();
        display.away((Date.now() - awaySince) / 1_000);
      }
      if (open.size === 0) return true;
      await delay(lookEvery, undefined, signal ? { signal } : {}).catch(() => undefined);
    }
    return false;
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

const isOver = (projections: readonly ProjectionStatus[], name: string, id: string, display: Display): boolean => {
  const build = projections.flatMap(({ builds }) => builds).find((each) => each.build === id);
  if (!build) throw new OpsError(`${id} was dropped before it was live`);
  // It was live, also where another one is read by now.
  if (build.state === 'live' || build.state === 'standby') {
    display.done(name, id);
    return true;
  }
  display.show(name, build);
  return false;
};
