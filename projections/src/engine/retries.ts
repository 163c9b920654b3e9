import type { EventStore } from '@doremi/shared/engines/event-store';
import type { Loaded } from '@doremi/shared/engines/read-side/documents';
import type { ParkedEvent, ParkedEvents } from '@doremi/shared/engines/read-side/parked-events';
import { BEGINNING, laterOf, type Position } from '@doremi/shared/kernel/position';
import type { Recorded } from '@doremi/shared/kernel/recorded';
import { keyOrStream, typesOf } from './any-projection.js';
import type { Feed } from './feed.js';
import { LostRace } from './feeder.js';
import { foldKey } from './fold-key.js';
import type { HeldLane } from './held-lane.js';

interface Parts {
  readonly store: Pick<EventStore, 'subscribe' | 'end'>;
  readonly parkedEvents: Pick<ParkedEvents, 'remove' | 'parkAgain'>;
  readonly log: (message: string) => void;
}

/** The fold threw again. */
class StillFailing extends Error {
  constructor(
    readonly event: Recorded,
    cause: Error,
  ) {
    super(cause.message, { cause });
  }
}

/** Folds what was held back, in order, from the event store; then its key goes on with the others. */
export class Retries {
  private readonly underWay = new Set<string>();

  constructor(private readonly parts: Parts) {}

  /** Retries one parked event of a lane that the feed holds. Never rejects: what fails stays parked. */
  async retry(feed: Feed, lane: HeldLane, parked: ParkedEvent): Promise<void> {
    const name = `${parked.build}/${parked.key}`;
    if (this.underWay.has(name)) return;
    this.underWay.add(name);
    try {
      // Most of it while the feed goes on; only the last few events between two of its batches.
      const reached = await this.replay(lane, parked.key, parked.after);
      await feed.between((lanes) => this.finish(lanes, lane, parked, reached));
    } catch (error) {
      await this.afterFailure(lane, parked, error);
    } finally {
      this.underWay.delete(name);
    }
  }

  /** The lane stands still here, so once the key is as far as the lane it can go on with it. */
  private async finish(lanes: readonly HeldLane[], lane: HeldLane, parked: ParkedEvent, reached: Position) {
    if (!lanes.includes(lane)) throw new LostRace('the lane is fed by another worker now');
    if (reached < lane.position) await this.replay(lane, parked.key, reached);
    lane.parked.delete(parked.key);
    await this.parts.parkedEvents.remove(parked.build, parked.key);
    this.parts.log(`${parked.build}: ${parked.key} goes on`);
  }

  private async afterFailure(lane: HeldLane, parked: ParkedEvent, error: unknown): Promise<void> {
    this.parts.log(
      `${parked.build}: retry of ${parked.key}: ${error instanceof Error ? error.message : String(error)}`,
    );
    if (!(error instanceof StillFailing)) return;
    const { position, type, stream } = error.event;
    const again = { ...parked, position, type, stream, error: error.message, retry: false };
    lane.parked.set(parked.key, again);
    await this.parts.parkedEvents.parkAgain(again).catch(() => undefined);
  }

  /** Folds the key's events after a position up to the end of the log; returns how far that is. */
  private async replay({ target, position }: HeldLane, key: string, after: Position): Promise<Position> {
    const { projection, documents } = target;
    const known = laterOf((await this.parts.store.end()) ?? BEGINNING, position);
    let loaded: Loaded | undefined = (await documents.load([key])).get(key);
    let reached = after;
    const ending = new AbortController();
    const types = typesOf(projection);
    try {
      for await (const item of this.parts.store.subscribe({ after, types, signal: ending.signal })) {
        if (item.kind === 'caughtUp') return laterOf(reached, known);
        reached = laterOf(reached, item.kind === 'event' ? item.event.position : item.position);
        if (item.kind === 'event' && keyOrStream(projection, item.event) === key)
          loaded = await this.foldOne(target, key, loaded, item.event);
      }
      return reached;
    } finally {
      ending.abort();
    }
  }

  private async foldOne(
    { projection, documents }: HeldLane['target'],
    key: string,
    loaded: Loaded | undefined,
    event: Recorded,
  ): Promise<Loaded | undefined> {
    const { write, failed } = foldKey(projection, key, loaded, [event]);
    if (failed) throw new StillFailing(failed.event, failed.error);
    if (!write) return loaded;
    const lost = await documents.write([write]);
    if (lost.length > 0) throw new LostRace(`somebody else wrote ${key}`);
    return write;
  }
}
