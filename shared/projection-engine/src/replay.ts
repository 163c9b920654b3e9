import {
  BEGINNING,
  earlierOf,
  EngineUnavailable,
  type EventStore,
  isBeyond,
  laterOf,
  type Position,
  type Recorded,
} from '@doremi/event-sourcing';
import type { Loaded, ParkedEvent } from '@doremi/read-models';
import { keyOrStream, typesOf } from './any-projection.js';
import { LogEnd } from './batch.js';
import { WriteConflict } from './folded-writer.js';
import { foldKey } from './fold-batch.js';
import type { Target } from './leased-partition.js';

/** Documents changed in memory before they are written, at most. */
const WRITE_AFTER = 200;

/** A key on its way back. */
interface Waiting {
  readonly parked: ParkedEvent;
  loaded: Loaded | undefined;
  /** The place at which its document is stored; null where there is none. */
  stored: Position | null;
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
  private readonly changed = new Set<Waiting>();

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
    const end = await LogEnd.before(this.store);
    this.waiting ??= await this.load();
    const ending = new AbortController();
    const options = { after: this.reached, types: typesOf(this.target.projection) };
    try {
      for await (const item of this.store.subscribe({ ...options, signal: AbortSignal.any([signal, ending.signal]) })) {
        if (item.kind === 'caughtUp') {
          await this.write();
          this.reached = laterOf(this.reached, laterOf(end.first, position));
          return;
        }
        if (item.kind === 'event') this.take(item.event, this.waiting);
        if (this.changed.size >= WRITE_AFTER) await this.write();
        const place = item.kind === 'event' ? item.event.position : item.position;
        await end.reaching([item]);
        if (!isBeyond(place, end.last)) this.reached = laterOf(this.reached, place);
      }
    } finally {
      ending.abort();
    }
    throw new EngineUnavailable('the replay was broken off');
  }

  private async load(): Promise<Map<string, Waiting>> {
    const loaded = await this.target.documents.load(this.asked.map(({ key }) => key));
    return new Map(
      this.asked.map((parked) => {
        const own = loaded.get(parked.key);
        return [parked.key, { parked, loaded: own, stored: own?.position ?? null, after: parked.after }];
      }),
    );
  }

  private take(event: Recorded, waiting: Map<string, Waiting>): void {
    const key = keyOrStream(this.target.projection, event);
    const moved = key === event.stream ? undefined : waiting.get(event.stream);
    if (moved && event.position >= moved.parked.position && event.position !== moved.parked.skip) {
      // It named no document, so it was parked under its stream. The one it names by now may be beyond it already.
      this.fail(moved, event, `belongs to ${key} now: only a rebuild can put it there`, waiting);
    }
    const own = waiting.get(key);
    if (!own || event.position <= own.after) return;
    if (event.position === own.parked.skip) this.leaveOut(own, event);
    else this.fold(own, event, waiting);
    own.after = event.position;
  }

  private fold(own: Waiting, event: Recorded, waiting: Map<string, Waiting>): void {
    const { write, failed } = foldKey(this.target, own.parked.key, own.loaded, [event]);
    if (failed) this.fail(own, event, failed.error.message, waiting);
    else if (write) this.change(own, write.document, event.position);
  }

  /** The document says that it is past the event, so that no worker folds it after all. */
  private leaveOut(own: Waiting, { position }: Recorded): void {
    if (own.loaded && own.loaded.position < position) this.change(own, own.loaded.document, position);
  }

  private change(own: Waiting, document: object, position: Position): void {
    own.loaded = { document, position };
    this.changed.add(own);
  }

  private async write(): Promise<void> {
    const writes = [...this.changed].flatMap(({ parked: { key }, loaded, stored }) =>
      loaded ? [{ key, document: loaded.document, position: loaded.position, was: stored }] : [],
    );
    if (writes.length === 0) return;
    const lost = await this.target.documents.write(writes);
    if (lost.length > 0) throw new WriteConflict(`somebody else wrote ${lost.slice(0, 5).join(', ')}`);
    for (const own of this.changed) own.stored = own.loaded?.position ?? null;
    this.changed.clear();
  }

  private fail({ parked, after }: Waiting, event: Recorded, error: string, waiting: Map<string, Waiting>): void {
    const { build, partition, key } = parked;
    const { position, type, stream } = event;
    const parkedAt = new Date();
    this.failed.push({ build, partition, key, after, position, type, stream, error, parkedAt, retry: false });
    waiting.delete(key);
  }
}
