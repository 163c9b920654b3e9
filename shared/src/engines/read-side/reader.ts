import { BEGINNING, laterOf, type Position } from '../../kernel/position.js';
import type { ReadModel } from '../../kernel/projection.js';
import { reaching, type Mongo } from '../mongo.js';
import { modelId, type Build } from './build.js';
import type { StoredDocument } from './documents.js';
import type { Freshness } from './freshness.js';
import type { LiveBuilds } from './live-builds.js';
import { filterOf, type Query, type Where } from './where.js';

/** How long a reader stays on the former build for a new one that is behind what it has promised; milliseconds. */
const CATCH_UP_WITHIN = 100;

export class Reader<Document extends object> {
  private readonly model: string;
  private current: Build | null = null;
  /** The highest position that was shown, or said to be: no later read shows less. */
  private promised: Position = BEGINNING;

  constructor(
    model: ReadModel<Document>,
    private readonly mongo: Mongo,
    private readonly live: LiveBuilds,
    private readonly freshness: Freshness,
  ) {
    this.model = modelId(model);
  }

  async find(query: Query<Document> = {}): Promise<Document[]> {
    const { sort = [], limit = 0 } = query;
    const collection = await this.collection();
    const found = await reaching(() =>
      collection.find(filterOf(query)).sort(Object.fromEntries(sort)).limit(limit).toArray(),
    );
    return found.map((stored) => this.shown(stored));
  }

  async findOne(where: Where<Document>): Promise<Document | null> {
    const [found] = await this.find({ where, limit: 1 });
    return found ?? null;
  }

  /** The document that the projection keeps under this key. */
  async byKey(key: string | number): Promise<Document | null> {
    const collection = await this.collection();
    const stored = await reaching(() => collection.findOne({ _id: String(key) }));
    return stored && this.shown(stored);
  }

  /** Waits until reads show everything up to the position; false when they did not within `timeoutMs`. */
  async waitFor(position: Position, timeoutMs: number): Promise<boolean> {
    const reached = await this.freshness.waitFor(await this.build(), position, timeoutMs);
    if (reached) this.promised = laterOf(this.promised, position);
    return reached;
  }

  /** Everything up to here is shown by reads. */
  async watermark(): Promise<Position> {
    return (await this.freshness.watermark((await this.build()).id)) ?? BEGINNING;
  }

  /** The document as it was folded. How far it was is remembered: a promotion must not show an older one. */
  private shown({ _id, _position, ...document }: StoredDocument): Document {
    this.promised = laterOf(this.promised, _position);
    return document as Document;
  }

  private async collection() {
    const { id, database } = await this.build();
    return this.mongo.database(database).collection<StoredDocument>(id);
  }

  /** The live build; for a moment still the former one, where the new one is not as far as what was shown already. */
  private async build(): Promise<Build> {
    const live = await this.live.of(this.model);
    if (live.id === this.current?.id) return this.current;
    if (this.current && !(await this.freshness.waitFor(live, this.promised, CATCH_UP_WITHIN))) return this.current;
    return (this.current = live);
  }
}
