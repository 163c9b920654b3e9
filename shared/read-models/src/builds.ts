import type { Collection, Filter } from 'mongodb';
import { type Build, buildId, type BuildState, modelId, type ReadModel, type Stranded } from '@doremi/event-sourcing';
import { reaching, type Mongo } from './mongo.js';
import { ignoreDuplicate } from './duplicates.js';

/** STORAGE FORMAT: `lanes` is how many partitions it has. */
type BuildEntry = Pick<Build, 'state' | 'createdAt' | 'builtAt' | 'promotedAt' | 'standbySince' | 'retiredAt'> &
  Partial<Pick<Build, 'stranded'>> & { readonly lanes: number };

/** One document per version of a read model, so that what is live changes by one atomic update. */
interface ModelDocument extends Pick<Build, 'name' | 'version' | 'database'> {
  readonly _id: string;
  readonly live: number | null;
  readonly lastBuild: number;
  readonly supersededSince: Date | null;
  readonly builds: Readonly<Record<string, BuildEntry>>;
}

/** The registry of builds: which there are, and which one is read. */
export class Builds {
  private readonly models: Collection<ModelDocument>;

  constructor(
    mongo: Mongo,
    private readonly now: () => Date = () => new Date(),
  ) {
    this.models = mongo.database('main').collection('models');
  }

  async list(): Promise<Build[]> {
    const models = await reaching(() => this.models.find({}).toArray());
    return models.flatMap(buildsOf);
  }

  /**
   * Makes the first build of a version where there is none. The first of its name is live from the start, because there
   * is nothing else to read; a new version is built beside the older one.
   */
  async ensure(model: ReadModel, partitions: number): Promise<void> {
    const _id = modelId(model);
    const { name, version, database } = model;
    const known = await reaching(() => this.models.find({ name }, { projection: { _id: 1 } }).toArray());
    if (known.some((entry) => entry._id === _id)) return;
    const state = known.length === 0 ? 'live' : 'building';
    const live = state === 'live' ? 1 : null;
    const first = { name, version, database, lastBuild: 1, live, supersededSince: null };
    const entry = this.newEntry(state, partitions);
    await reaching(() =>
      this.models.updateOne({ _id }, { $setOnInsert: { ...first, builds: { 1: entry } } }, { upsert: true }),
    ).catch(ignoreDuplicate);
  }

  /**
   * Begins a new build beside the live one; the one under way, where there is one. One that is stranded comes to nothing:
   * it makes room.
   */
  async begin(model: string, partitions: number): Promise<Build> {
    for (;;) {
      const entry = await reaching(() => this.models.findOne({ _id: model }));
      if (!entry) throw new Error(`there is no read model ${model}`);
      const underWay = buildsOf(entry).find(({ state }) => state === 'building');
      if (underWay?.stranded) {
        await this.retire(underWay, ['building']);
        continue;
      }
      if (underWay) return underWay;
      const number = entry.lastBuild + 1;
      await reaching(() =>
        this.models.updateOne(
          { _id: model, lastBuild: entry.lastBuild },
          { $set: { lastBuild: number, [`builds.${number}`]: this.newEntry('building', partitions) } },
        ),
      );
    }
  }

  /** Records that the build has seen everything once; nothing of one that is forgotten. */
  async markBuilt({ model, number }: Build): Promise<void> {
    const entry = `builds.${number}`;
    const builtAt = `${entry}.builtAt`;
    await reaching(() =>
      this.models.updateOne(
        { _id: model, [entry]: { $exists: true }, [builtAt]: null },
        { $set: { [builtAt]: this.now() } },
      ),
    );
  }

  /** Records why the build's place is none of this log; what was found out first counts. False when it was known. */
  async strand({ model, number }: Build, why: Stranded): Promise<boolean> {
    const entry = `builds.${number}`;
    const { matchedCount } = await reaching(() =>
      this.models.updateOne(
        { _id: model, [entry]: { $exists: true }, [`${entry}.stranded`]: null },
        { $set: { [`${entry}.stranded`]: why } },
      ),
    );
    return matchedCount === 1;
  }

  /**
   * Makes `next` the one that is read in place of `live`, in one atomic update; the former is kept as standby.
   * False when something else was live by then, or `next` is gone. The caller has checked that `next` is far enough.
   */
  async promote(next: Build, live: Build | undefined): Promise<boolean> {
    const at = this.now();
    const { matchedCount } = await reaching(() =>
      this.models.updateOne(
        {
          _id: next.model,
          live: live?.number ?? null,
          [`builds.${next.number}.state`]: { $in: ['building', 'standby'] },
        },
        {
          $set: {
            live: next.number,
            [`builds.${next.number}.state`]: 'live',
            [`builds.${next.number}.promotedAt`]: at,
            [`builds.${next.number}.standbySince`]: null,
            ...(live && {
              [`builds.${live.number}.state`]: 'standby',
              [`builds.${live.number}.standbySince`]: at,
            }),
          },
        },
      ),
    );
    return matchedCount === 1;
  }

  /**
   * Takes a build that is not live out of service, where it is still in one of these states. False when it is not:
   * something else happened to it, or it is live.
   */
  async retire({ model, number }: Build, from: readonly BuildState[]): Promise<boolean> {
    const entry = `builds.${number}`;
    const { matchedCount } = await reaching(() =>
      this.models.updateOne(
        { _id: model, live: { $ne: number }, [`${entry}.state`]: { $in: [...from] } },
        { $set: { [`${entry}.state`]: 'retired', [`${entry}.retiredAt`]: this.now() } },
      ),
    );
    return matchedCount === 1;
  }

  /** Records since when these versions are done with; the time of the first call counts. */
  async noteSuperseded(models: readonly string[]): Promise<void> {
    await this.setSuperseded({ _id: { $in: [...models] }, supersededSince: null }, this.now());
  }

  /** These versions are in use again. */
  async noteInUse(models: readonly string[]): Promise<void> {
    await this.setSuperseded({ _id: { $in: [...models] }, supersededSince: { $ne: null } }, null);
  }

  /**
   * Takes all builds of a version out of service, the live one as well, where it was done with by `before`. False when it was
   * not, or one of them is forgotten by now.
   */
  async retireVersion(model: string, builds: readonly Build[], before: Date): Promise<boolean> {
    const now = this.now();
    const own = builds.filter((build) => build.model === model && build.state !== 'retired');
    const there = own.map(({ number }): [string, object] => [`builds.${number}`, { $exists: true }]);
    const retired = own.flatMap(({ number }): [string, unknown][] => [
      [`builds.${number}.state`, 'retired'],
      [`builds.${number}.retiredAt`, now],
    ]);
    const { matchedCount } = await reaching(() =>
      this.models.updateOne(
        { _id: model, supersededSince: { $lte: before }, ...Object.fromEntries(there) },
        { $set: { live: null, ...Object.fromEntries(retired) } },
      ),
    );
    return matchedCount === 1;
  }

  /** Forgets a retired build, once its documents are gone; with the last one, its version. */
  async forget({ model, number }: Build): Promise<void> {
    await reaching(() =>
      this.models.updateOne(
        { _id: model, [`builds.${number}.state`]: 'retired' },
        { $unset: { [`builds.${number}`]: '' } },
      ),
    );
    await reaching(() => this.models.deleteOne({ _id: model, live: null, builds: {} }));
  }

  private async setSuperseded(filter: Filter<ModelDocument>, supersededSince: Date | null): Promise<void> {
    await reaching(() => this.models.updateMany(filter, { $set: { supersededSince } }));
  }

  private newEntry(state: BuildState, partitions: number): BuildEntry {
    const now = this.now();
    const promotedAt = state === 'live' ? now : null;
    return { state, lanes: partitions, createdAt: now, builtAt: null, promotedAt, standbySince: null, retiredAt: null };
  }
}

const buildsOf = ({ _id: model, name, version, database, supersededSince, builds }: ModelDocument): Build[] =>
  Object.entries(builds).map(([number, { lanes: partitions, ...entry }]) => ({
    ...entry,
    partitions,
    stranded: entry.stranded ?? null,
    supersededSince,
    id: buildId(model, Number(number)),
    model,
    name,
    version,
    database,
    number: Number(number),
  }));
