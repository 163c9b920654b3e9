import { newest } from '../api/position.js';
import { keyOf, type LiveEvent, type LiveKey } from './live-events.js';
import { readEvents } from './server-sent-events.js';

/** What a window is told of a topic. */
export type Told =
  | { readonly kind: 'snapshot' | 'current'; readonly topic: string }
  | { readonly kind: 'document'; readonly topic: string; readonly document: LiveEvent }
  | { readonly kind: 'refused'; readonly topic: string; readonly code: string; readonly status: number }
  | { readonly kind: 'connection'; readonly isUp: boolean };

/** A window that listens. */
export interface Listener {
  readonly tell: (told: Told) => void;
}

interface Options {
  /** Asked before each try, so that a token that ended is a new one. */
  readonly headers: () => Promise<Readonly<Record<string, string>>>;
  readonly fetch?: typeof fetch;
}

/** Until the server says otherwise; milliseconds. */
const RETRY_MS = 1_000;
/** Nothing at all for so long is a connection that is dead: a sign of life is sent every four seconds; milliseconds. */
const SILENT_FOR_MS = 9_000;
/** Nor will one be there that is not by then: every answer is promised within that (docs/reliability.md); milliseconds. */
const OPENS_WITHIN_MS = 12_000;
/** What windows ask for together is one connection; milliseconds. */
const GATHER_MS = 15;
/** What another try may bring: a token that ended is asked for anew, and what was away may be back. */
const MAY_PASS = [401, 408, 425, 429, 503, 502, 504];

/** What is known of a topic, for a window that comes later. */
interface Topic {
  readonly listeners: Set<Listener>;
  documents: Map<LiveKey, LiveEvent>;
  /** Whether nothing is missing among the documents. */
  isCurrent: boolean;
  refused: { readonly code: string; readonly status: number } | null;
}

/** A closed order is told once, as it closes: whoever comes later need not know. */
const isGone = (topic: string, { closedAt }: LiveEvent): boolean =>
  topic.startsWith('board:') && closedAt !== null && closedAt !== undefined;

/**
 * Everything that the windows of one person show, over one connection: the topics of all of them at once. It comes back by itself
 * after a loss, with the place where it left off, so nothing is lost and nothing told twice that was not.
 */
export class LiveHub {
  private readonly topics = new Map<string, Topic>();
  private readonly everybody = new Set<Listener>();
  private readonly options: Options;
  private lastEventId = '';
  /** Topics that the id has a place for and whose documents are not kept any more: to come back to one with it would leave them out. */
  private readonly thrownAway = new Set<string>();
  private position: string | null = null;
  private retryMs = RETRY_MS;
  /** The newest one, be it there already or asked for. */
  private connection: AbortController | null = null;
  /** The one that is there. */
  private open: AbortController | null = null;
  /** Null where nobody knows yet: nothing was watched, or what is asked for was not answered so far. */
  private isUp: boolean | null = null;
  private gathering: ReturnType<typeof setTimeout> | null = null;
  private comingBack: ReturnType<typeof setTimeout> | null = null;

  constructor(options: Options) {
    this.options = options;
  }

  /** `position`: of the last command of that window, which what it is told has to include. */
  watch(listener: Listener, topic: string, position: string | null): void {
    this.everybody.add(listener);
    this.position = newest(this.position, position);
    if (this.isUp !== null) listener.tell({ kind: 'connection', isUp: this.isUp });
    const known = this.topics.get(topic);
    if (!known || known.refused) {
      const listeners = new Set([...(known?.listeners ?? []), listener]);
      this.topics.set(topic, { listeners, documents: new Map(), isCurrent: false, refused: null });
      return this.connectSoon();
    }
    known.listeners.add(listener);
    listener.tell({ kind: 'snapshot', topic });
    for (const document of known.documents.values()) listener.tell({ kind: 'document', topic, document });
    if (known.isCurrent) listener.tell({ kind: 'current', topic });
  }

  unwatch(listener: Listener, topic: string): void {
    const known = this.topics.get(topic);
    // What is known of it stays until there is a connection without it: it may be watched again at once.
    if (known?.listeners.delete(listener) && known.listeners.size === 0) this.connectSoon();
  }

  leave(listener: Listener): void {
    this.everybody.delete(listener);
    for (const topic of [...this.topics.keys()]) this.unwatch(listener, topic);
  }

  /**
   * What the browser says of the network. Without it a connection is lost, though nothing ends it; it is tried again all the same, as
   * this machine itself may be there. With it, nobody waits for the next try, nor for one that began without.
   */
  network(isThere: boolean): void {
    if (isThere && this.topics.size > 0) this.connectSoon();
    if (isThere || !this.connection) return;
    this.say(false);
    this.connection.abort();
  }

  private connectSoon(): void {
    this.gathering ??= setTimeout(() => {
      this.gathering = null;
      this.connect();
    }, GATHER_MS);
  }

  /** Takes the place of the connection there is: that one goes on until this one is there, and is ended then. */
  private connect(): void {
    if (this.comingBack) clearTimeout(this.comingBack);
    this.comingBack = null;
    const before = this.connection;
    for (const [topic, { listeners }] of this.topics)
      if (listeners.size === 0 && this.topics.delete(topic)) this.thrownAway.add(topic);
    const topics = [...this.topics].filter(([, { refused }]) => !refused).map(([topic]) => topic);
    if (topics.some((topic) => this.thrownAway.has(topic))) this.lastEventId = '';
    if (this.lastEventId === '') this.thrownAway.clear();
    if (topics.length === 0) {
      before?.abort();
      this.connection = null;
      this.open = null;
      this.isUp = null;
      return;
    }
    const leaving = new AbortController();
    this.connection = leaving;
    const onOpen = (): void => {
      this.open = leaving;
      before?.abort();
    };
    void this.listen(topics, leaving, onOpen)
      .catch(() => null)
      .then((isOver) => {
        before?.abort();
        if (this.open === leaving) {
          this.open = null;
          this.say(false);
        }
        if (this.connection !== leaving) return;
        this.connection = null;
        this.say(false);
        if (isOver !== true) this.comingBack = setTimeout(() => this.connect(), this.retryMs);
      });
  }

  /** Until the connection is lost, or says nothing any more; true where coming back would be of no use. */
  private async listen(topics: readonly string[], leaving: AbortController, onOpen: () => void): Promise<boolean> {
    const { headers, fetch: ask = fetch } = this.options;
    const giveUp = (): void => leaving.abort();
    let silence = setTimeout(giveUp, OPENS_WITHIN_MS);
    const hear = (): void => {
      clearTimeout(silence);
      silence = setTimeout(giveUp, SILENT_FOR_MS);
    };
    try {
      const response = await ask(`/live?topics=${topics.map(encodeURIComponent).join(',')}`, {
        signal: leaving.signal,
        cache: 'no-store',
        headers: {
          ...(await headers()),
          Accept: 'text/event-stream',
          ...(this.lastEventId && { 'Last-Event-ID': this.lastEventId }),
          ...(this.position !== null && { 'X-Event-Position': this.position }),
        },
      });
      if (!response.ok || !response.body) return response.status >= 400 && !MAY_PASS.includes(response.status);
      onOpen();
      hear();
      for await (const { event, data, id, retry } of readEvents(response.body, hear)) {
        if (leaving.signal.aborted) return false;
        if (retry !== undefined) this.retryMs = retry;
        if (data !== undefined) this.take(event, JSON.parse(data) as Record<string, never>);
        if (id !== undefined && this.connection === leaving) {
          this.lastEventId = id;
          this.thrownAway.clear();
        }
      }
      return false;
    } finally {
      clearTimeout(silence);
    }
  }

  private take(event: string, data: Record<string, never>): void {
    const topic = event === 'snapshot' || event === 'current' || event === 'refused' ? String(data.topic) : event;
    const known = this.topics.get(topic);
    if (!known) return;
    this.say(true);
    if (event === 'snapshot') {
      known.documents = new Map();
      known.isCurrent = false;
      tellAll(known, { kind: 'snapshot', topic });
    } else if (event === 'current') {
      known.isCurrent = true;
      tellAll(known, { kind: 'current', topic });
    } else if (event === 'refused') {
      const { code, status } = data as unknown as { code: string; status: number };
      known.refused = { code, status };
      tellAll(known, { kind: 'refused', topic, code, status });
    } else {
      const document = data as unknown as LiveEvent;
      if (isGone(topic, document)) known.documents.delete(keyOf(document));
      else known.documents.set(keyOf(document), document);
      tellAll(known, { kind: 'document', topic, document });
    }
  }

  private say(isUp: boolean): void {
    if (this.isUp === isUp) return;
    this.isUp = isUp;
    if (!isUp) for (const topic of this.topics.values()) topic.isCurrent = false;
    for (const listener of this.everybody) listener.tell({ kind: 'connection', isUp });
  }
}

const tellAll = ({ listeners }: Topic, told: Told): void => {
  for (const listener of listeners) listener.tell(told);
};
