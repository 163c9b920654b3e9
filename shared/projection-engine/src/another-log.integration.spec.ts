import { beforeEach, describe, expect, test } from '@jest/globals';
import type { EventLog } from '@doremi/event-sourcing';
import { Bench } from './testing/bench.js';
import { added, tallyProjection } from './testing/tally.js';
import type { RunningWorker } from './testing/running-worker.js';
import { readModelStore } from '@doremi/read-models';

const MODEL = 'tally_v1';
const NAMES = Array.from({ length: 10 }, (_, index) => `name-${index}`);

describe('an event store that is restored', () => {
  const bench = new Bench();
  const access = () => readModelStore(bench.engine.mongo);
  const strandedOf = async () => (await access().builds.list()).filter((build) => build.stranded).map(({ id }) => id);
  let known: EventLog[];
  let said: string[];
  let running: RunningWorker;

  beforeEach(async () => {
    said = [];
    known = [];
    running = bench.run({
      observer: { eventLog: (found) => Promise.resolve(void known.push(found)) },
      floors: () => Promise.resolve({ accounts: 3, entries: 17 }),
      log: (message) => said.push(message),
    });
    for (const name of NAMES) bench.log.append(name, added(name), added(name));
    await bench.caughtUp();
  });

  const isProven = () => bench.until('it is found out', async () => (await access().eventLog.read()).mismatch !== null);

  const hears = async (name: string): Promise<void> => {
    const position = bench.log.append(name, added(name));
    await bench.until('it is heard', async () => (await bench.tallies.byKey(name).catch(() => null))?.count === 1);
    expect(await bench.tallies.waitFor(position, 5_000)).toBe(true);
  };

  /** It looked at the log anew and found nothing: the next event reaches the documents. */
  const hearsTheNext = async (): Promise<void> => {
    await hears('next');
    expect(await access().eventLog.read()).toMatchObject({ mismatch: null });
    expect(await strandedOf()).toEqual([]);
  };

  describe('is found out, and what was made from the lost one is fed no more', () => {
    test.each<[string, () => void]>([
      ['as it is', () => bench.log.restore(9)],
      [
        'once it has grown past every checkpoint, with other events in the same places',
        () => {
          bench.log.restore(9);
          bench.log.append('other', ...NAMES.map((name) => added(name)), ...NAMES.map((name) => added(name)));
        },
      ],
      [
        'once it has grown past every checkpoint, and no event begins where others did',
        () => {
          bench.log.restore(9, 9n);
          bench.log.append('other', ...NAMES.map((name) => added(name)), ...NAMES.map((name) => added(name)));
        },
      ],
    ])('%s', async (_, restore) => {
      const last = bench.log.events.at(-1);
      restore();
      await isProven();
      const { mismatch, generation } = await access().eventLog.read();
      expect(generation).toBe(0);
      expect(mismatch).toMatchObject({
        position: last?.position,
        expectedEventId: last?.id,
        build: `${MODEL}_b1`,
        floors: { accounts: 3, entries: 17 },
      });
      await bench.until('it is stranded', async () => (await strandedOf()).length === 1);
      expect(said.join('\n')).toMatch(
        new RegExp(`the event store is not the one that was read \\(position 0x[0-9a-f]+, event ${last?.id} expected`),
      );
      expect(said).toContain(`${MODEL}_b1 is fed no more: it was made from another log`);
      await bench.until('it is told', () => known.some((log) => log.mismatch !== null));
      expect(known.at(-1)).toMatchObject({ generation: 0, mismatch });
      const before = await bench.shown();
      bench.log.append('later', added('later'));
      await running.looked();
      expect(await bench.shown()).toEqual(before);
      expect(await access().builds.list()).toHaveLength(1);
    });

    test('at the next start, where it was restored meanwhile', async () => {
      await running.stop();
      bench.log.restore(5);
      running = bench.run();
      await isProven();
    });

    test('by partitions that were further than the copy, and not by those that were not', async () => {
      await running.stop();
      const behind = { ...tallyProjection(), name: 'behind' };
      const shorter = bench.log.events.splice(9);
      running = bench.run({ projections: [behind] });
      await bench.until('it is there', async () => {
        const partitions = (await bench.partitions()).filter(({ build }) => build === 'behind_v1_b1');
        return partitions.length === 4 && partitions.every(({ position }) => position === bench.log.last());
      });
      await running.stop();
      bench.log.events.push(...shorter);
      bench.log.restore(9);
      running = bench.run({ projections: [behind, tallyProjection()] });
      await isProven();
      await bench.until('it is stranded', async () => (await strandedOf()).length > 0);
      expect(await strandedOf()).toEqual([`${MODEL}_b1`]);
      bench.log.append('later', added('later'));
      const documents = access().documentsOf({ id: 'behind_v1_b1', database: 'main' });
      await bench.until('the other one goes on', async () => (await documents.load(['later'])).has('later'));
    });

    test('only once it was found so again a little later: a leader that slept knows no better', async () => {
      await running.stop();
      const clock = { now: new Date() };
      let looks = 0;
      running = bench.run({
        now: () => clock.now,
        provenAfterMs: 5_000,
        log: (message) => (looks += message.includes('it is looked at again') ? 1 : 0),
      });
      const lost = bench.log.events.splice(9);
      bench.log.cut();
      await bench.until('it has looked twice', () => looks > 1);
      expect((await access().eventLog.read()).mismatch).toBeNull();
      bench.log.events.push(...lost);
      await hearsTheNext();
      bench.log.restore(9);
      const before = looks;
      await bench.until('it has looked again', () => looks > before);
      expect((await access().eventLog.read()).mismatch).toBeNull();
      clock.now = new Date(clock.now.getTime() + 5_001);
      await isProven();
    });
  });

  describe('is told from', () => {
    test.each<[string, () => void]>([
      ['a connection that is lost', () => bench.log.cut()],
      ['a scavenge over the checkpoint', () => bench.log.scavenge(({ stream }) => stream === 'name-9')],
      ['a scavenge of all but the first events', () => bench.log.scavenge(({ stream }) => stream !== 'name-0')],
      [
        'a stream that was cut off',
        () => bench.log.scavenge((event) => event.stream === 'name-9' && event.revision === 0),
      ],
    ])('%s', async (_, happen) => {
      const before = bench.log.subscriptions.length;
      happen();
      bench.log.cut();
      await bench.until('it has subscribed again', () => bench.log.subscriptions.length > before);
      await hearsTheNext();
    });

    test('one that is away', async () => {
      bench.log.cut({ away: true });
      await bench.until('it waits', () => said.some((message) => message.includes('the log is away')));
      bench.log.back();
      await hearsTheNext();
    });

    test('a fresh one with fresh read models', async () => {
      await running.stop();
      await bench.engine.mongo.database('main').dropDatabase();
      bench.log.restore(0);
      running = bench.run();
      await bench.until('it is built', async () => (await bench.partitions()).some(({ caughtUp }) => caughtUp));
      await hearsTheNext();
    });
  });

  test('a place that the event store does not know, and nothing else against it, is healed by a new build', async () => {
    await running.stop();
    // As an older release left it, which kept no witnesses.
    const partitions = bench.engine.mongo.database('main').collection('lanes');
    await partitions.updateMany({}, { $unset: { witnesses: '', witnessed: '' } });
    bench.log.restore(9, 9n);
    for (let n = 0; n < 20; n++) bench.log.append('other', added('other'));
    running = bench.run({ log: (message) => said.push(message) });
    await bench.until('a new build is live', async () =>
      (await access().builds.list()).some(({ number, state }) => number === 2 && state === 'live'),
    );
    expect(said.join('\n')).toContain(`${MODEL}_b1 is fed no more: no event of the event store stands at`);
    await hears('next');
    expect(await bench.shown()).toEqual(bench.expected());
  });
});
