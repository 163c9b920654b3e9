import { setTimeout as pause } from 'node:timers/promises';
import { earlierOf, EngineUnavailable, type Place, type Position, textOf } from '@doremi/event-sourcing';
import { type Changes, type Mark, markAt, MarkLost } from '@doremi/read-models';
import type { LiveReader } from '../read-models.js';
import { groupedBy } from './grouped-by.js';
import { News } from './news.js';
import { type Listener, placeOf, type Told, toldOf, type Topic } from './topic.js';

/** Between two looks at least, so that a rush of changes is read together; milliseconds. */
const GATHER_FOR = 20;

/** A read model, and which topics its documents belong to: orders to their store's board. */
interface Followed<Document extends object> {
  readonly reader: Pick<LiveReader<Document>, 'snapshot' | 'changesSince' | 'onChange'>;
  /** Names of topics, whether anybody follows them or not. */
  readonly topicsOf: (document: Document) => readonly string[];
  readonly onFault: (error: unknown) => void;
}

interface Newcomer<Document extends object> {
  readonly listener: Listener;
  readonly topic: Topic<Document>;
  readonly since: Place | null;
}

interface Party<Document extends object> {
  readonly topic: Topic<Document>;
  readonly listeners: Set<Listener>;
}

/**
 * Follows one read model for all the streams that show it. One look is for everybody, so what does not change costs next
 * to nothing however many listen. Newcomers are told what there is between two looks: so nothing falls in between, and
 * nobody is told a document that is older than the one before.
 */
export class Follower<Document extends object> {
  private readonly parties = new Map<string, Party<Document>>();
  private readonly newcomers = new Set<Newcomer<Document>>();
  private readonly news = new News();
  /** From here on nobody was told; null while nobody is there. */
  private mark: Mark | null = null;
  /** Positions of the documents that were told from beyond the mark: a look finds them again. */
  private readonly told = new Map<string, Position>();
  private isRunning = false;

  constructor(private readonly followed: Followed<Document>) {}

  /** Tells what there is of a topic, or what changed since somebody left off, and then every change; returns how to stop. */
  follow(topic: Topic<Document>, since: Place | null, listener: Listener): () => void {
    this.newcomers.add({ listener, topic, since });
    this.news.came();
    if (!this.isRunning) void this.run();
    return () => this.leave(topic, listener);
  }

  private async run(): Promise<void> {
    this.isRunning = true;
    const stopListening = this.followed.reader.onChange(() => this.news.came());
    while (this.newcomers.size + this.parties.size > 0) {
      this.news.taken();
      // After a fault the next look begins at the same mark, so nothing is lost.
      await this.turn().catch((error: unknown) => {
        if (!(error instanceof EngineUnavailable)) this.followed.onFault(error);
      });
      await Promise.all([this.news.next(), pause(GATHER_FOR)]);
    }
    stopListening();
    this.mark = null;
    this.told.clear();
    this.isRunning = false;
  }

  private async turn(): Promise<void> {
    if (this.mark) await this.look(this.mark).catch((error: unknown) => this.afterLoss(error));
    const alike = groupedBy(this.newcomers, ({ topic, since }) => `${topic.name} ${since && textOf(since)}`);
    const welcomed = await Promise.allSettled([...alike.values()].map((group) => this.welcome(group)));
    for (const outcome of welcomed) if (outcome.status === 'rejected') throw outcome.reason;
  }

  /** Brings newcomers who ask for the same to where the others are. */
  private async welcome(group: readonly [Newcomer<Document>, ...Newcomer<Document>[]]): Promise<void> {
    const tellAll = (told: Told): void => {
      for (const { listener } of group) listener(told);
    };
    let reached: Changes<Document> | null = null;
    for await (const { as, part } of this.partsFor(group[0])) {
      tellAll(await toldOf(group[0].topic, as, part));
      reached = part;
    }
    if (reached) tellAll({ as: 'current', documents: [], place: placeOf(reached) });
    this.mark = earlierMark(this.mark, reached);
    for (const newcomer of group) if (this.newcomers.delete(newcomer)) this.join(newcomer);
  }

  private async *partsFor({ topic, since }: Newcomer<Document>) {
    const { reader } = this.followed;
    const whole = async () => ({ as: 'whole', part: await reader.snapshot(topic.currentOf) }) as const;
    if (since === null) yield await whole();
    else
      try {
        const changes = reader.changesSince(markAt(since.position, since.generation), topic.allOf);
        for await (const part of changes) yield { as: 'missed', part } as const;
      } catch (error) {
        // What the client knows is of another log: it is told everything.
        if (!(error instanceof MarkLost)) throw error;
        yield await whole();
      }
  }

  /** Where the documents are of another log by now, everybody is told what there is, like newcomers. */
  private afterLoss(error: unknown): void {
    if (!(error instanceof MarkLost)) throw error;
    for (const { topic, listeners } of this.parties.values())
      for (const listener of listeners) this.newcomers.add({ listener, topic, since: null });
    this.parties.clear();
    this.told.clear();
    this.mark = null;
  }

  private async look(from: Mark): Promise<void> {
    for await (const part of this.followed.reader.changesSince(from)) {
      const { documents, upTo, parked, line } = part;
      const fresh = documents.filter(({ key, position }) => (this.told.get(key) ?? '') < position);
      await this.tell({ ...part, documents: fresh });
      for (const { key, position } of fresh) this.told.set(key, position);
      this.mark = { upTo, parked, ...(line !== undefined && { line }) };
      for (const [key, position] of this.told) if (position <= upTo && !parked.includes(key)) this.told.delete(key);
    }
  }

  private async tell(part: Changes<Document>): Promise<void> {
    const { topicsOf } = this.followed;
    const byTopic = part.documents.flatMap((changed) => topicsOf(changed.document).map((name) => ({ name, changed })));
    for (const [name, group] of groupedBy(byTopic, (one) => one.name)) {
      const party = this.parties.get(name);
      if (!party) continue;
      const documents = group.map(({ changed }) => changed);
      const told = await toldOf(party.topic, 'changed', { ...part, documents });
      // To whoever is shown none of them, nothing happened.
      if (told.documents.length > 0) for (const listener of party.listeners) listener(told);
    }
  }

  private join({ topic, listener }: Newcomer<Document>): void {
    const party = this.parties.get(topic.name) ?? { topic, listeners: new Set() };
    this.parties.set(topic.name, party);
    party.listeners.add(listener);
  }

  private leave({ name }: Topic<Document>, listener: Listener): void {
    for (const newcomer of this.newcomers) if (newcomer.listener === listener) this.newcomers.delete(newcomer);
    const party = this.parties.get(name);
    party?.listeners.delete(listener);
    if (party?.listeners.size === 0) this.parties.delete(name);
  }
}

const earlierMark = (one: Mark | null, other: Mark | null): Mark | null =>
  one && other
    ? { ...one, upTo: earlierOf(one.upTo, other.upTo), parked: [...new Set([...one.parked, ...other.parked])] }
    : (one ?? other);
