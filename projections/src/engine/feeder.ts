import type { Witness } from '@doremi/shared/engines/event-store';
import { CHANGED, type Announcements, type Change } from '@doremi/shared/engines/read-side/announcements';
import type { Lanes } from '@doremi/shared/engines/read-side/lanes';
import type { ParkedEvents } from '@doremi/shared/engines/read-side/parked-events';
import { laterOf, type Position } from '@doremi/shared/kernel/position';
import { traceBatch } from '@doremi/shared/process/tracing';
import { apply, type Applied } from './apply.js';
import type { Batch } from './batch.js';
import { isFull, MOST_PARKED, type HeldLane, type Target } from './held-lane.js';
import type { Meters } from './meters.js';

/** Somebody else wrote what this batch was about to write: the batch is dropped, and read again if still needed. */
export class LostRace extends Error {}

/** Keys are named in an announcement while they are few; beyond that a reader does better to look for itself. */
const KEYS_NAMED = 100;

interface Parts {
  readonly owner: string;
  readonly lanes: Pick<Lanes, 'checkpoint'>;
  readonly parkedEvents: Pick<ParkedEvents, 'park'>;
  readonly announcements?: Pick<Announcements, 'publish'>;
  readonly meters: Meters;
  readonly leaseMs: number;
  readonly now: () => Date;
}

interface Outcome {
  readonly target: Target;
  readonly lanes: ReadonlyMap<number, HeldLane>;
  readonly applied: Applied;
}

/** Takes batches to the documents, the checkpoints and the readers, in this order: a crash between repeats, never skips. */
export class Feeder {
  constructor(private readonly parts: Parts) {}

  /** Throws LostRace, having recorded no progress, when any write or checkpoint did not take effect. */
  async feed(lanes: readonly HeldLane[], batch: Batch, behindSince: Date | null): Promise<void> {
    const startedAt = Date.now();
    const outcomes = await allOf(
      [...byTarget(lanes.filter((lane) => !isFull(lane)))].map(async ([target, held]): Promise<Outcome> => ({
        target,
        lanes: held,
        applied: await apply(target, held, batch.events),
      })),
    );
    const lost = outcomes.flatMap(({ applied }) => applied.lost);
    if (lost.length > 0) throw new LostRace(`somebody else wrote ${lost.slice(0, 5).join(', ')}`);
    await this.park(outcomes);
    await this.checkpoint(outcomes, batch, behindSince);
    await this.announce(outcomes, batch);
    // A rebuild is no part of what was asked for back then.
    if (lanes.some(({ caughtUp }) => caughtUp)) traceBatch('project', batch.events, startedAt);
    // Every worker sees every event; what it has handled is what was for its own lanes.
    const handled = outcomes.flatMap(({ applied }) => [...applied.handled.values()]);
    this.parts.meters.batch(
      batch.events.length,
      handled.reduce((sum, count) => sum + count, 0),
    );
  }

  /** Why and from where; that the keys are held back is said with the checkpoint, which a lost lease forbids. */
  private async park(outcomes: readonly Outcome[]): Promise<void> {
    const entries = outcomes.flatMap(({ lanes, applied }) =>
      applied.parked.map((event) => ({ ...event, epoch: lanes.get(event.lane)?.epoch ?? 0 })),
    );
    await this.parts.parkedEvents.park(entries);
  }

  private async checkpoint(outcomes: readonly Outcome[], batch: Batch, behindSince: Date | null): Promise<void> {
    const { owner, leaseMs, now } = this.parts;
    const witness = witnessOf(batch);
    const isNews = (position: Position): boolean => witness !== null && witness.position > position;
    const checkpoints = outcomes.flatMap(({ lanes, applied }) =>
      [...lanes.values()].map(({ id, epoch, lane, position, caughtUp, parked, witnessed }) => {
        const keys = keysOf(applied, lane);
        // From here on it stands still, so it falls behind.
        const isLast = parked.size + keys.length >= MOST_PARKED;
        return {
          id,
          epoch,
          was: position,
          position: laterOf(position, batch.end),
          handled: applied.handled.get(lane) ?? 0,
          caughtUp: caughtUp || batch.caughtUp,
          behindSince: behindSince ?? (isLast ? now() : null),
          parked: keys,
          ...(witness && isNews(position) && { witness: { number: witnessed + 1, event: witness } }),
        };
      }),
    );
    const until = new Date(now().getTime() + leaseMs);
    if (!(await this.parts.lanes.checkpoint(owner, checkpoints, until))) throw new LostRace('a lease was lost');
    for (const { lanes, applied } of outcomes) {
      for (const lane of lanes.values()) {
        if (isNews(lane.position)) lane.witnessed++;
        lane.position = laterOf(lane.position, batch.end);
        lane.caughtUp ||= batch.caughtUp;
        for (const key of keysOf(applied, lane.lane)) lane.parked.add(key);
      }
      this.parts.meters.parked(applied.parked.length);
    }
  }

  private async announce(outcomes: readonly Outcome[], { end }: Batch): Promise<void> {
    const changes = outcomes.map(({ target, lanes, applied }): Change => {
      const there = [...lanes.values()].filter(({ position }) => position === end);
      const keys = applied.changed.length <= KEYS_NAMED ? { keys: applied.changed } : {};
      return { build: target.build.id, lanes: there.map(({ lane }) => lane), position: end, ...keys };
    });
    await this.parts.announcements?.publish(CHANGED, JSON.stringify(changes));
  }
}

/** The batch's newest event, by which the log can be told from another one; null where it has none. */
const witnessOf = ({ events }: Batch): Witness | null => {
  const last = events.at(-1);
  return last ? { position: last.position, id: last.id, stream: last.stream, revision: last.revision } : null;
};

const keysOf = ({ parked }: Applied, lane: number): string[] =>
  parked.flatMap((event) => (event.lane === lane ? [event.key] : []));

/** Waits for all of them, also where one fails: nothing of a batch is under way any more when its turn is over. */
const allOf = async <T>(works: readonly Promise<T>[]): Promise<T[]> => {
  await Promise.allSettled(works);
  return Promise.all(works);
};

const byTarget = (lanes: readonly HeldLane[]): Map<Target, Map<number, HeldLane>> => {
  const targets = new Map<Target, Map<number, HeldLane>>();
  for (const lane of lanes) {
    const held = targets.get(lane.target) ?? new Map<number, HeldLane>();
    targets.set(lane.target, held.set(lane.lane, lane));
  }
  return targets;
};
