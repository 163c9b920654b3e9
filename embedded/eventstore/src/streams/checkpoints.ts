import type { EngineVersion } from '../engine-version.js';
import { BEFORE_ALL, FIRST_RECORD, isBefore, placeOf } from '../store/log-position.js';
import type { LogPosition } from '../store/log-position.js';

/** What the engines read at once while a filtered subscription catches up. */
interface Page {
  readonly start: LogPosition;
  considered: number;
  matched: number;
}

/** A page ends after so many events that match, if not after a search window of events. */
const PAGE_MATCHES = 32;

/** -1 in 64 bits without a sign. */
export const MINUS_ONE: LogPosition = placeOf(2 ** 64);

/**
 * When a filtered subscription sends a checkpoint, and which: as the engines do it, page by page. A checkpoint is the last
 * event that matched or the start of a page, so it says less than what was looked at. EventStoreDB 24.2 that has read to
 * the end of a short log without a match has neither, and says minus one; every later checkpoint is then lower, and not sent.
 */
export class Checkpoints {
  readonly #interval: number;
  /** The last event or checkpoint that was sent. */
  #reached: LogPosition;
  #sent: LogPosition = BEFORE_ALL;
  #page: Page | undefined;
  #considered = 0;
  #consideredSince = 0;
  #isLive: boolean;

  /**
   * One is due after `multiplier` search windows of events. The subscription begins after `from`, when the last event of
   * the log is at `end`.
   */
  constructor(
    private readonly engine: EngineVersion,
    private readonly window: number,
    multiplier: number,
    from: LogPosition,
    private readonly end: number,
  ) {
    this.#interval = window * multiplier;
    this.#reached = from;
    this.#isLive = from !== BEFORE_ALL && !isBefore(from, placeOf(end));
    this.#page = { start: from === BEFORE_ALL ? FIRST_RECORD : from, considered: 0, matched: 0 };
  }

  /** An event was looked at, and sent if it matched. Returns the checkpoint to send after it, if one is due. */
  after(position: number, matched: boolean): LogPosition | undefined {
    const isDueLive = position > this.end && ++this.#consideredSince % this.#interval === 0;
    if (this.#isLive) return isDueLive ? this.#new(placeOf(position)) : undefined;
    const page = (this.#page ??= { start: { commit: position, prepare: 0 }, considered: 0, matched: 0 });
    page.considered++;
    if (matched) {
      page.matched++;
      this.#reached = placeOf(position);
    }
    const isFull = page.considered >= this.window || page.matched >= PAGE_MATCHES;
    return isFull ? this.#afterPage(page) : undefined;
  }

  /** Everything there was has been looked at. Returns the checkpoint to send before saying so. */
  caughtUp(): LogPosition | undefined {
    if (this.#isLive) return undefined;
    this.#isLive = true;
    if (this.engine === '25.0' && this.#page) this.#reach(this.#page.start);
    return this.#new(this.#reached === BEFORE_ALL ? MINUS_ONE : this.#reached);
  }

  #afterPage({ start, considered }: Page): LogPosition | undefined {
    this.#page = undefined;
    this.#considered += considered;
    const isDue = this.#considered >= this.#interval;
    if (isDue || this.engine === '25.0') this.#reach(start);
    if (!isDue) return undefined;
    this.#considered %= this.#interval;
    return this.#new(this.#reached);
  }

  #reach(place: LogPosition): void {
    if (isBefore(this.#reached, place)) this.#reached = place;
  }

  #new(checkpoint: LogPosition): LogPosition | undefined {
    if (!isBefore(this.#sent, checkpoint)) return undefined;
    this.#sent = checkpoint;
    return checkpoint;
  }
}
