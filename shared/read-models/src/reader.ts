import {
  type Announcements,
  BEGINNING,
  type Build,
  type Change,
  CHANGED,
  earlierOf,
  laterOf,
  modelId,
  type Place,
  type Position,
  readChanges,
  type ReadModel,
} from '@doremi/event-sourcing';
import { reaching, type Mongo } from './mongo.js';
import { inOrder, MarkLost, type Changed, type Changes, type Mark } from './changes.js';
import type { Freshness } from './freshness.js';
import type { LiveBuilds } from './live-builds.js';
import type { ParkedEvents } from './parked-events.js';
import { contentOf, type StoredDocument } from './stored-document.js';
import { filterOf, type Query, type Where } from './where.js';

/** How long a reader stays on the former build for a new one that is behind what it has promised; milliseconds. */
const CATCH_UP_WITHIN = 100;

/** How many changes are looked for at once: they bound the memory of whoever was away for long. */
const CHANGES_PER_PART = 500;

interface Parts {
  readonly mongo: Mongo;
  readonly live: LiveBuilds;
  readonly freshness: Freshness;
  readonly parkedEvents: Pick<ParkedEvents, 'list'>;
  readonly announcements?: Pick<Announcements, 'subscribe'> | undefined;
}

/** What a reader has shown of one line of builds. */
interface Line {
  readonly number: number;
  /** The highest position that was shown, or said to be: no later read shows less. */
  promised: Position;
}

export class Reader<Document extends object> {
  private readonly model: string;
  private current: Build | null = null;
  /** Another one begins where a build is left because its place is none of this log: its promises cannot be kept. */
  private line: Line = { number: 0, promised: BEGINNING };

  constructor(
    model: ReadModel<Document>,
    private readonly parts: Parts,
  ) {
    this.model = modelId(model);
  }

  async find(query: Query<Document> = {}): Promise<Document[]> {
    return this.findIn(await this.build(), query);
  }

  /** The same of one build, whatever is promoted meanwhile: for an answer that takes several reads. */
  async pinned(): Promise<Pick<Reader<Document>, 'find'>> {
    const build = await this.build();
    return { find: (query = {}) => this.findIn(build, query) };
  }

  async findOne(where: Where<Document>): Promise<Document | null> {
    const [found] = await this.find({ where, limit: 1 });
    return found ?? null;
  }

  /** The document that the projection keeps under this key. */
  async byKey(key: string | number): Promise<Document | null> {
    const build = await this.build();
    const { line } = this;
    const stored = await reaching(() => this.documentsOf(build).findOne({ _id: String(key) }));
    return stored && this.shown(stored, line).document;
  }

  /**
   * Waits until reads show everything up to the place; false when they did not within `timeoutMs`, and at once for a
   * build that is fed no more. A place in the log of a former generation is not waited for: there is nothing to wait for.
   * A position alone is one of the log that there is now.
   */
  async waitFor(asked: Place | Position, timeoutMs: number): Promise<boolean> {
    const { live } = this.parts;
    if (typeof asked !== 'string' && asked.generation > live.generation) await live.look();
    const build = await this.build();
    const { line } = this;
    const { generation, position } =
      typeof asked === 'string' ? { generation: live.generation, position: asked } : asked;
    if (generation !== live.generation) return generation < live.generation;
    const reached = !build.stranded && (await this.parts.freshness.waitFor(build, position, timeoutMs));
    if (reached) line.promised = laterOf(line.promised, position);
    return reached;
  }

  /** Everything up to here is shown by reads. */
  async watermark(): Promise<Position> {
    return (await this.parts.freshness.watermark((await this.build()).id)) ?? BEGINNING;
  }

  /** The documents that fit, as they stand, and where to look on from for their changes. */
  async snapshot(where: Where<Document>): Promise<Changes<Document>> {
    const build = await this.build();
    const standing = await this.standing(build);
    return { ...standing, documents: inOrder(await this.changed(build, where)) };
  }

  /**
   * The documents that changed since the mark and fit, a few hundred at a time; the last part, which may be empty, says
   * where to look on from. Whoever looks from mark to mark misses no change, whichever build is live, and may be told of
   * one twice. Throws MarkLost where the documents are of another log than the mark.
   */
  async *changesSince(mark: Mark, where: Where<Document> = {}): AsyncGenerator<Changes<Document>, void> {
    const { upTo, parked } = mark;
    const build = await this.build();
    const { number } = this.line;
    const generation = this.parts.live.generationOf(build);
    if ((mark.line ?? number) !== number || (mark.generation ?? generation) !== generation)
      throw new MarkLost('the read model was built from another log');
    const standing = await this.standing(build);
    const retried = parked.length === 0 ? [] : await this.changed(build, { ...where, _id: { $in: parked } });
    let from = upTo;
    for (let first = true; ; first = false) {
      const part = await this.changed(build, { ...where, _position: { $gt: from } }, CHANGES_PER_PART);
      const documents = first ? inOrder([...retried, ...part]) : part;
      if (part.length < CHANGES_PER_PART) {
        yield { ...standing, documents };
        return;
      }
      from = part.at(-1)?.position ?? from;
      const reached = earlierOf(standing.upTo, from);
      yield { ...standing, documents, upTo: reached, settled: earlierOf(standing.settled, reached) };
    }
  }

  /** Calls back when documents may have changed; without Redis never. Returns how to stop. */
  onChange(listener: () => void): () => void {
    const concerns = ({ build, keys }: Change): boolean => build.startsWith(`${this.model}_b`) && keys?.length !== 0;
    const listen = (message: string): void => {
      if (readChanges(message).some(concerns)) listener();
    };
    return this.parts.announcements?.subscribe(CHANGED, listen) ?? (() => undefined);
  }

  /**
   * How far the build is. Read before its documents: what changes meanwhile is beyond, and found again. The partitions
   * come before the parked events, because an event is parked before its partition passes it.
   */
  private async standing(build: Build): Promise<Omit<Changes<Document>, 'documents'>> {
    const { line } = this;
    const generation = this.parts.live.generationOf(build);
    const upTo = (await this.parts.freshness.watermark(build.id)) ?? BEGINNING;
    const parked = await this.parts.parkedEvents.list([build.id]);
    line.promised = laterOf(line.promised, upTo);
    const settled = parked.reduce((lowest, { after }) => earlierOf(lowest, after), upTo);
    return { upTo, settled, parked: parked.map(({ key }) => key), line: line.number, generation };
  }

  /** With a limit, those that changed first come first. */
  private async changed(build: Build, filter: object, limit = 0): Promise<Changed<Document>[]> {
    const { line } = this;
    const found = this.documentsOf(build).find(filter);
    const limited = limit === 0 ? found : found.sort({ _position: 1 }).limit(limit);
    const stored = await reaching(() => limited.toArray());
    return stored.map((one) => this.shown(one, line));
  }

  /** The document as it was folded. How far it was is remembered: a promotion must not show an older one. */
  private shown(stored: StoredDocument, line: Line): Changed<Document> {
    const content = contentOf(stored);
    line.promised = laterOf(line.promised, content.position);
    return content as Changed<Document>;
  }

  private async findIn(build: Build, query: Query<Document>): Promise<Document[]> {
    const { sort = [], limit = 0 } = query;
    const { line } = this;
    const found = this.documentsOf(build).find(filterOf(query)).sort(Object.fromEntries(sort)).limit(limit);
    return (await reaching(() => found.toArray())).map((stored) => this.shown(stored, line).document);
  }

  private documentsOf({ id, database }: Build) {
    return this.parts.mongo.database(database).collection<StoredDocument>(id);
  }

  /** The live build; for a moment still the former one, where the new one is not as far as what was shown already. */
  private async build(): Promise<Build> {
    const live = await this.parts.live.of(this.model);
    if (this.current && live.id !== this.current.id) {
      const former = this.parts.live.known(this.current.id);
      if (!former || former.stranded) this.line = { number: this.line.number + 1, promised: BEGINNING };
      else if (!(await this.parts.freshness.waitFor(live, this.line.promised, CATCH_UP_WITHIN))) return this.current;
    }
    return (this.current = live);
  }
}
