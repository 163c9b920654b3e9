import {
  BEGINNING,
  type Build,
  type EventStore,
  laterOf,
  modelId,
  type Position,
  type Refusal,
  refuse,
  watermarkOf,
} from '@doremi/event-sourcing';
import type { Changed, ReadModelStore } from '@doremi/read-models';
import type { AnyProjection } from './any-projection.js';
import { differencesOf, hashOf, type FieldDifference } from './difference.js';
import { EVERY_KEY, eventsBetween, FreshFold, type Expected, type Slice } from './fresh-fold.js';
import { handledBy } from './progress.js';

/** A document that is not what the events say. */
export interface Difference {
  readonly key: string;
  /** `UNFOLDABLE`: the fold throws on its events now, and nothing of it is parked. */
  readonly kind: 'DIFFERS' | 'MISSING' | 'SURPLUS' | 'UNFOLDABLE';
  readonly fields: readonly FieldDifference[];
  readonly reason?: string;
}

/** What a verification found. */
export interface Verification {
  readonly build: string;
  /** Documents that were compared. */
  readonly documents: number;
  /** Events that the fresh fold handled. */
  readonly events: number;
  readonly differing: number;
  /** The first of them. */
  readonly differences: readonly Difference[];
  /** Keys that something is parked of: they wait, and are neither right nor wrong. */
  readonly parked: readonly string[];
}

/** How far a verification is, and in the end what it found. Events count once for each pass over them. */
export type VerifyLine =
  | { readonly progress: { readonly build: string; readonly handled: number; readonly total: number } }
  | { readonly result: Verification };

/** Verifies a projection's live build, or the build of that name. Whoever loses interest aborts the signal. */
export type Verify = (target: string, signal: AbortSignal) => Promise<AsyncIterable<VerifyLine> | Refusal>;

interface Parts {
  readonly projections: readonly AnyProjection[];
  readonly readModels: Pick<ReadModelStore, 'builds' | 'partitions' | 'parkedEvents' | 'skippedEvents' | 'scan'>;
  readonly store: Pick<EventStore, 'subscribe'>;
  readonly documentsInMemory: number;
}

/** Differences that are told in full; the others are counted. */
const DIFFERENCES_SHOWN = 100;
const PROGRESS_EVERY = 500;

export const verifyBuild =
  (parts: Parts): Verify =>
  async (target, signal) => {
    const builds = await parts.readModels.builds.list();
    const projections = new Map(parts.projections.map((projection) => [modelId(projection), projection]));
    const build = builds.find(
      ({ id, name, model, state }) =>
        projections.has(model) && state !== 'retired' && (id === target || (name === target && state === 'live')),
    );
    const projection = build && projections.get(build.model);
    if (!projection) return refuse('PROJECTION_NOT_FOUND', { known: parts.projections.map(({ name }) => name) });
    return new Verifying(parts, build, projection, signal).lines();
  };

/** One verification. It takes no lock: a document that moves on meanwhile is folded on to exactly where it was seen. */
class Verifying {
  private readonly differences: Difference[] = [];
  private readonly parked = new Set<string>();
  private differing = 0;
  private documents = 0;
  private events = 0;
  private saidAt = Date.now();

  constructor(
    private readonly parts: Parts,
    private readonly build: Build,
    private readonly projection: AnyProjection,
    private readonly signal: AbortSignal,
  ) {}

  async *lines(): AsyncGenerator<VerifyLine> {
    const slices: Slice[] = [EVERY_KEY];
    for (let slice = slices.pop(); slice && !this.signal.aborted; slice = slices.pop()) yield* this.pass(slice, slices);
    const { documents, events, differing, differences } = this;
    yield { result: { build: this.build.id, documents, events, differing, differences, parked: [...this.parked] } };
  }

  /** One pass over the events, for the keys of a slice. What gets too much for the memory is left for later passes. */
  private async *pass(slice: Slice, later: Slice[]): AsyncGenerator<VerifyLine> {
    const { readModels, store, documentsInMemory: atMost } = this.parts;
    const partitions = await readModels.partitions.list([this.build.id]);
    const upTo = watermarkOf(partitions) ?? BEGINNING;
    // After the watermark, where what is below it and waits is known; what was skipped is known before it goes on.
    const parked = await this.heldBack();
    const fold = await this.freshFold(slice);
    let handled = 0;
    for await (const event of eventsBetween(store, this.projection, { after: BEGINNING, upTo }, this.signal)) {
      fold.fold(event);
      if (fold.documents.size > atMost) later.push(fold.halve());
      handled++;
      if (Date.now() - this.saidAt < PROGRESS_EVERY) continue;
      this.saidAt = Date.now();
      yield { progress: { build: this.build.id, handled, total: handledBy(partitions) } };
    }
    if (this.signal.aborted) return;
    this.events = Math.max(this.events, handled);
    for (const key of parked) if (fold.covers(key)) this.parked.add(key);
    await this.compareAll(fold, upTo, parked);
  }

  private async heldBack(): Promise<ReadonlySet<string>> {
    const { partitions, parkedEvents } = this.parts.readModels;
    const held = (await partitions.list([this.build.id])).flatMap(({ parked }) => parked);
    return new Set([...held, ...(await parkedEvents.list([this.build.id])).map(({ key }) => key)]);
  }

  private async freshFold(slice: Slice): Promise<FreshFold> {
    const skipped = await this.parts.readModels.skippedEvents.list([this.build.id]);
    const passedOver = new Set(skipped.map(({ key, position }) => `${position} ${key}`));
    const isSkipped = (key: string, position: Position): boolean => passedOver.has(`${position} ${key}`);
    return new FreshFold(this.projection, slice, isSkipped);
  }

  private async compareAll(fold: FreshFold, upTo: Position, parked: ReadonlySet<string>): Promise<void> {
    const moved = new Map<string, Changed<object>>();
    const compare = (found: Changed<object>): void => {
      this.compare(fold.documents.get(found.key), found);
      fold.documents.delete(found.key);
    };
    for await (const found of this.parts.readModels.scan(this.build)) {
      if (!fold.covers(found.key)) continue;
      if (parked.has(found.key)) fold.documents.delete(found.key);
      else if (found.position > upTo) moved.set(found.key, found);
      else compare(found);
    }
    await this.follow(fold, upTo, moved);
    for (const found of moved.values()) compare(found);
    for (const [key, expected] of fold.documents) if (!parked.has(key)) this.compare(expected, { key });
  }

  /** Folds on for the documents that moved, each up to the position that it was seen at. */
  private async follow(fold: FreshFold, after: Position, moved: ReadonlyMap<string, Changed<object>>): Promise<void> {
    const upTo = [...moved.values()].reduce((far, { position }) => laterOf(far, position), after);
    for await (const event of eventsBetween(this.parts.store, this.projection, { after, upTo }, this.signal)) {
      const found = moved.get(fold.keyOf(event));
      if (found && event.position <= found.position) fold.fold(event);
    }
  }

  private compare(expected: Expected | undefined, found: { readonly key: string } & Partial<Changed<object>>): void {
    const { key, document, position } = found;
    this.documents++;
    if (expected?.failed !== undefined)
      return this.note({ key, kind: 'UNFOLDABLE', fields: [], reason: expected.failed });
    if (!expected) return this.note({ key, kind: 'SURPLUS', fields: [] });
    if (!document) return this.note({ key, kind: 'MISSING', fields: [] });
    const should = { ...expected.document, _position: expected.position };
    const is = { ...document, _position: position };
    if (hashOf(should) !== hashOf(is)) this.note({ key, kind: 'DIFFERS', fields: differencesOf(should, is) });
  }

  private note(difference: Difference): void {
    this.differing++;
    if (this.differences.length < DIFFERENCES_SHOWN) this.differences.push(difference);
  }
}
