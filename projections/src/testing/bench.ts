import { afterEach, beforeEach } from '@jest/globals';
import type { Announcements } from '@doremi/shared/engines/read-side/announcements';
import { Lanes, type Lane } from '@doremi/shared/engines/read-side/lanes';
import { openReadSide, type ReadSide } from '@doremi/shared/engines/read-side/read-side';
import type { Reader } from '@doremi/shared/engines/read-side/reader';
import { announcementsInMemory } from '@doremi/shared/engines/read-side/testing/announcements-in-memory';
import { startMongoInMemory, type MongoInMemory } from '@doremi/shared/engines/read-side/testing/mongo-in-memory';
import { MemoryLog } from './memory-log.js';
import { runWorker, type RunningWorker } from './running-worker.js';
import { tallyModel, type Tally } from './tally.js';
import { until } from './until.js';

/** A log, a MongoDB and a reader of the tallies, new for each test; the workers run on it are stopped with it. */
export class Bench {
  log!: MemoryLog;
  engine!: MongoInMemory;
  announcements!: Announcements;
  readSide!: ReadSide;
  tallies!: Reader<Tally>;
  private running: RunningWorker[] = [];

  constructor() {
    beforeEach(async () => {
      this.engine = await startMongoInMemory();
      this.log = new MemoryLog();
      this.announcements = announcementsInMemory();
      this.readSide = openReadSide(this.engine.mongo, this.announcements);
      this.tallies = this.readSide.readModel(tallyModel);
      this.running = [];
    });
    afterEach(async () => {
      await Promise.all(this.running.map(({ stop }) => stop()));
      this.readSide.close();
      await this.engine.stop();
    });
  }

  run(overrides: Parameters<typeof runWorker>[2] = {}): RunningWorker {
    const worker = runWorker(this.engine.mongo, this.log, { announcements: this.announcements, ...overrides });
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

  lanes(): Promise<Lane[]> {
    return new Lanes(this.engine.mongo).list();
  }

  shown(): Promise<Tally[]> {
    return this.tallies.find({ sort: [['name', 1]] });
  }
}
