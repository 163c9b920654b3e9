import { setTimeout as pause } from 'node:timers/promises';
import { earlierOf, EngineUnavailable, type Place, type Position, textOf } from '@doremi/event-sourcing';
import { type Changed, type Changes, type Mark, markAt, MarkLost, type Where } from '@doremi/read-models';
import { eventOf, type Feed, idAlone, type StreamClient } from '@doremi/http';
import type { LiveReader } from '../read-models.js';
import { groupedBy } from './grouped-by.js';
import { News } from './news.js';

/** Between two looks at least, so that a rush of changes is read together; milliseconds. */
const GATHER_FOR = 20;

/** A read model, and how its documents belong to the topics that clients ask for: orders to their store's board. */
export interface Followed<Document extends object, Data extends object> {
  readonly reader: Pick<LiveReader<Document>, 'snapshot' | 'changesSince' | 'onChange'>;
  readonly topicOf: (document: Document) => number;
  readonly allOf: (topic: number) => Where<Document>;
  /** What somebody new to the topic has to know of it. */
  readonly currentOf: (topic: number) => Where<Document>;
  /** The data of the events that tell of them, one for one. */
  readonly responsesOf: (documents: readonly Document[]) => Promise<readonly Data[]>;
  readonly onFault: (error: unknown) => void;
}

interface Newcomer {
  readonly client: StreamClient;
  readonly topic: number;
  readonly since: Place | null;
}

/**
 * Follows one read model for all the streams that show it. One look is for everybody, so what does not change costs next
 * to nothing however many listen. Newcomers are told what there is between two looks: so nothing falls in between, and
 * nobody is sent a document that is older than the one before.
 */
export class Follower<Document extends object, Data extends object> {
  private readonly topics = new Map<number, Set<StreamClient>>();
  private readonly newcomers = new Set<Newcomer>();
  private readonly news = new News();
  /** From here on nobody was told; null while nobody is there. */
  private mark: Mark | null = null;
  /** Positions of the documents that were told from beyond the mark: a look finds them again. */
  private readonly told = new Map<string, Position>();
  private isRunning = false;

  constructor(private readonly followed: Followed<Document, Data>) {}

  /** What a client of the topic is sent: what there is, or what changed since it left off, and then every change. */
  feed(topic: number, since: Place | null): Feed<Data> {
    return (client) => {
      const newcomer = { client, topic, since };
      this.newcomers.add(newcomer);
      this.news.came();
      if (!this.isRunning) void this.run();
      return () => this.leave(topic, client);
    };
  }

  private async run(): Promise<void> {
    this.isRunning = true;
    const stopListening = this.followed.reader.onChange(() => this.news.came());
    while (this.newcomers.size + this.topics.size > 0) {
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
    const alike = groupedBy(this.newcomers, ({ topic, since }) => `${topic} ${since && textOf(since)}`);
    const welcomed = await Promise.allSettled([...alike.values()].map((group) => this.welcome(group)));
    for (const outcome of welcomed) if (outcome.status === 'rejected') throw outcome.reason;
  }

  /** Brings newcomers who ask for the same to where the others are. */
  private async welcome(group: readonly [Newcomer, ...Newcomer[]]): Promise<void> {
    let reached: Mark | null = null;
    for await (const part of this.partsFor(group[0])) {
      const text = await this.eventsFor(part.documents, part);
      for (const { client } of group) client.send(text);
      reached = part;
    }
    this.mark = earlierMark(this.mark, reached);
    for (const newcomer of group) if (this.newcomers.delete(newcomer)) this.join(newcomer);
  }

  private async *partsFor({ topic, since }: Newcomer): AsyncGenerator<Changes<Document>> {
    const { reader, currentOf, allOf } = this.followed;
    if (since === null) yield await reader.snapshot(currentOf(topic));
    else
      try {
        yield* reader.changesSince(markAt(since.position, since.generation), allOf(topic));
      } catch (error) {
        // What the client knows is of another log: it is told everything.
        if (!(error instanceof MarkLost)) throw error;
        yield await reader.snapshot(currentOf(topic));
      }
  }

  /** Where the documents are of another log by now, everybody is told what there is, like newcomers. */
  private afterLoss(error: unknown): void {
    if (!(error instanceof MarkLost)) throw error;
    for (const [topic, clients] of this.topics)
      for (const client of clients) this.newcomers.add({ client, topic, since: null });
    this.topics.clear();
    this.told.clear();
    this.mark = null;
  }

  private async look(from: Mark): Promise<void> {
    const { reader, topicOf } = this.followed;
    for await (const part of reader.changesSince(from)) {
      const { documents, upTo, parked, line } = part;
      const fresh = documents.filter(({ key, position }) => (this.told.get(key) ?? '') < position);
      for (const [topic, changed] of groupedBy(fresh, ({ document }) => topicOf(document))) {
        const clients = this.topics.get(topic);
        const text = clients && (await this.eventsFor(changed, part));
        for (const client of clients ?? []) client.send(text ?? '');
      }
      for (const { key, position } of fresh) this.told.set(key, position);
      this.mark = { upTo, parked, ...(line !== undefined && { line }) };
      for (const [key, position] of this.told) if (position <= upTo && !parked.includes(key)) this.told.delete(key);
    }
  }

  /** Only the last event carries the id: whoever loses the stream before it comes back to the one before them all. */
  private async eventsFor(
    documents: readonly Changed<Document>[],
    { generation, settled }: Changes<Document>,
  ): Promise<string> {
    const id = textOf({ generation, position: settled });
    if (documents.length === 0) return idAlone(id);
    const last = documents.length - 1;
    const responses = await this.followed.responsesOf(documents.map(({ document }) => document));
    return responses.map((data, index) => eventOf(data, index === last ? id : undefined)).join('');
  }

  private join({ topic, client }: Newcomer): void {
    this.topics.set(topic, (this.topics.get(topic) ?? new Set()).add(client));
  }

  private leave(topic: number, client: StreamClient): void {
    for (const newcomer of this.newcomers) if (newcomer.client === client) this.newcomers.delete(newcomer);
    const clients = this.topics.get(topic);
    clients?.delete(client);
    if (clients?.size === 0) this.topics.delete(topic);
  }
}

const earlierMark = (one: Mark | null, other: Mark | null): Mark | null =>
  one && other
    ? { ...one, upTo: earlierOf(one.upTo, other.upTo), parked: [...new Set([...one.parked, ...other.parked])] }
    : (one ?? other);
