import { type Announcements, liveOf, modelId, type Partition, type ReadModel } from '@doremi/event-sourcing';
import type { ReadModelStore } from '@doremi/read-models';
import { MemoryLog } from './memory-log.js';
import type { Reads } from './memory-reads.js';
import { runWorker, type RunningWorker } from './running-worker.js';
import { tallyModel, type Tally } from './tally.js';
import { until } from './until.js';

/** New and empty read models, to be written and to be read. */
interface Ground<Engine> {
  readonly engine: Engine;
  readonly announcements: Announcements;
  readonly store: (now?: () => Date) => ReadModelStore;
  readonly open: (announcements: Announcements) => ReadSide;
}

interface ReadSide {
  readonly readModel: <Document extends object>(model: ReadModel<Document>) => Reads<Document>;
  readonly close: () => void;
}

/** A log, read models and a reader of the tallies, with the workers that are run on them. */
export class EngineBench<Engine extends { readonly stop: () => Promise<void> }> {
  log!: MemoryLog;
  engine!: Engine;
  announcements!: Announcements;
  readSide!: ReadSide;
  tallies!: Reads<Tally>;
  private readModels!: Ground<Engine>;
  private running: RunningWorker[] = [];

  /** `start` makes read models, new and empty. */
  constructor(private readonly start: () => Promise<Ground<Engine>>) {}

  /** Makes everything new. */
  async setUp(): Promise<void> {
    this.readModels = await this.start();
    this.engine = this.readModels.engine;
    this.log = new MemoryLog();
    this.announcements = this.readModels.announcements;
    this.readSide = this.readModels.open(this.announcements);
    this.tallies = this.readSide.readModel(tallyModel);
    this.running = [];
  }

  /** Stops the workers that were run, and all else. */
  async tearDown(): Promise<void> {
    await Promise.all(this.running.map(({ stop }) => stop()));
    this.readSide.close();
    await this.engine.stop();
  }

  run(overrides: Parameters<typeof runWorker>[2] = {}): RunningWorker {
    const { announcements, log, readModels } = this;
    const worker = runWorker(readModels.store, log.port(), { announcements, ...overrides });
    this.running.push(worker);
    return worker;
  }

  /** Waits until the live build shows everything that is in the log. */
  async caughtUp(): Promise<void> {
    await until('there is a build to read', () =>
      this.tallies.watermark().then(
        () => true,
        () => false,
      ),
    );
    if (!(await this.tallies.waitFor(this.log.last(), 5_000))) throw new Error('the read model stays behind');
  }

  /** What the log says, counted without any fold of the engine. */
  expected(): Tally[] {
    const names = [...new Set(this.log.events.map(({ data }) => (data as { name: string }).name))].sort();
    return names.map((name) => {
      const own = this.log.events.flatMap(({ data }) => {
        const { name: of, amount = 0 } = data as { name: string; amount?: number };
        return of === name ? [amount] : [];
      });
      return { name, sum: own.reduce((sum, amount) => sum + amount, 0), count: own.length };
    });
  }

  until(what: string, condition: () => Promise<boolean> | boolean): Promise<void> {
    return until(what, condition);
  }

  /** The read models, as another process has them; `now` is its clock. */
  store(now?: () => Date): ReadModelStore {
    return this.readModels.store(now);
  }

  partitions(): Promise<Partition[]> {
    return this.store().partitions.list();
  }

  /** Every document of the live build, in the order of the names. */
  async shown(): Promise<Tally[]> {
    const { builds, scan } = this.store();
    const live = liveOf(await builds.list(), modelId(tallyModel));
    const shown: Tally[] = [];
    if (live) for await (const { document } of scan(live)) shown.push(document as Tally);
    return shown;
  }
}
