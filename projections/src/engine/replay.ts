import { EngineUnavailable, type EventStore } from '@doremi/shared/engines/event-store';
import type { Loaded } from '@doremi/shared/engines/read-side/documents';
import type { ParkedEvent } from '@doremi/shared/engines/read-side/parked-events';
import { BEGINNING, earlierOf, laterOf, type Position } from '@doremi/shared/kernel/position';
import type { Recorded } from '@doremi/shared/kernel/recorded';
import { keyOrStream, typesOf } from './any-projection.js';
import { LostRace } from './feeder.js';
import { foldKey } from './fold-key.js';
import type { Target } from './held-lane.js';

/** A key on its way back. */
interface Waiting {
  readonly parked: ParkedEvent;
  loaded: Loaded | undefined;
  /** Everything of the key up to here is folded or left out. */
  after: Position;
}

/** Reads the log again for keys that were held back, and folds what is theirs; where a fold throws, the key stays. */
export class Replay {
  /** Everything up to here was read. */
  reached: Position;
  /** The keys whose fold threw again, with the event that is now their first. */
  readonly failed: ParkedEvent[] = [];
  private waiting: Map<string, Waiting> | null = null;

  constructor(
    private readonly store: Pick<EventStore, 'subscribe' | 'end'>,
    private readonly target: Target,
    private readonly asked: readonly ParkedEvent[],
  ) {
    this.reached = asked.reduce((lowest, { after }) => earlierOf(lowest, after), asked[0]?.after ?? BEGINNING);
  }

  /** The keys that are as far as `reached`. */
  get keys(): string[] {
    return [...(this.waiting?.keys() ?? [])];
  }

  /** Goes on to the end of the log, or to `position` where that is further. Memory: the documents of the keys. */
  async run(position: Position, signal: AbortSignal): Promise<void> {
    const known = laterOf((await this.store.end()) ?? BEGINNING, position);
    this.waiting ??= await this.load();
    const ending = new AbortController();
    const options = { after: this.reached, types: typesOf(this.target.projection) };
    try {
      for await (const item of this.store.subscribe({ ...options, signal: AbortSignal.any([signal, ending.signal]) })) {
        if (item.kind === 'caughtUp') {
          this.reached = laterOf(this.reached, known);
          return;
        }
        if (item.kind === 'event') await this.take(item.event, this.waiting);
        this.reached = laterOf(this.reached, item.kind === 'event' ? item.event.position : item.position);
      }
    } finally {
      ending.abort();
    }
    throw new EngineUnavailable('the replay was broken off');
  }

  private async load(): Promise<Map<string, Waiting>> {
    const loaded = await this.target.documents.load(this.asked.map(({ key }) => key));
    return new Map(
      this.asked.map((parked) => [parked.key, { parked, loaded: loaded.get(parked.key), after: parked.after }]),
    );
  }

  private async take(event: Recorded, waiting: Map<string, Waiting>): Promise<void> {
    const key = keyOrStream(this.target.projection, event);
    const moved = key === event.stream ? undefined : waiting.get(event.stream);
    if (moved && event.position >= moved.parked.position && event.position !== moved.parked.skip) {
      // It named no document, so it was parked under its stream. The one it names by now may be beyond it already.
      this.fail(moved, event, `belongs to ${key} now: only a rebuild can put it there`, waiting);
    }
    const own = waiting.get(key);
    if (!own || event.position <= own.after) return;
    if (event.position === own.parked.skip) await this.leaveOut(own, event);
    else await this.fold(own, event, waiting);
    own.after = event.position;
  }

  private async fold(own: Waiting, event: Recorded, waiting: Map<string, Waiting>): Promise<void> {
    const { key } = own.parked;
    const { write, failed } = foldKey(this.target.projection, key, own.loaded, [event]);
    if (failed) this.fail(own, event, failed.error.message, waiting);
    else if (write) await this.write(own, write.document, event.position);
  }

  /** The document says that it is past the event, so that no worker folds it after all. */
  private async leaveOut(own: Waiting, { position }: Recorded): Promise<void> {
    if (own.loaded && own.loaded.position < position) await this.write(own, own.loaded.document, position);
  }

  private async write(own: Waiting, document: object, position: Position): Promise<void> {
    const { key } = own.parked;
    const lost = await this.target.documents.write([{ key, document, position, was: own.loaded?.position ?? null }]);
    if (lost.length > 0) throw new LostRace(`somebody else wrote ${key}`);
    own.loaded = { document, position };
  }

  private fail({ parked, after }: Waiting, event: Recorded, error: string, waiting: Map<string, Waiting>): void {
    const { build, lane, key } = parked;
    const { position, type, stream } = event;
    const parkedAt = new Date();
    this.failed.push({ build, lane, key, after, position, type, stream, error, parkedAt, retry: false });
    waiting.delete(key);
  }
}
