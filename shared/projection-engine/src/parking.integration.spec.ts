import { describe, expect, test } from '@jest/globals';
import { type Mongo, ParkedEvents } from '@doremi/read-models';
import { Bench } from './testing/bench.js';
import { added, poisoned, tallyProjection } from './testing/tally.js';
import { MOST_PARKED } from './leased-partition.js';

const BUILD = 'tally_v1_b1';

describe('an event that a fold throws on', () => {
  const bench = new Bench();
  const parkedEvents = (mongo: Mongo = bench.engine.mongo) => new ParkedEvents(mongo);

  test('is parked and holds back later events of its key, and nothing else', async () => {
    bench.run();
    bench.log.append('s', added('a'), added('b'));
    const first = bench.log.append('s', poisoned('a'));
    bench.log.append('s', added('a', 10), added('b', 10));
    await bench.caughtUp(); // so the watermark has passed it
    expect(await bench.shown()).toEqual([
      { name: 'a', sum: 1, count: 1 },
      { name: 'b', sum: 11, count: 2 },
    ]);
    const parked = await parkedEvents().list();
    expect(parked).toEqual([
      expect.objectContaining({ build: BUILD, key: 'a', position: first, type: 'Poisoned', error: 'poison' }),
    ]);
  });

  test('stays parked over a restart', async () => {
    const first = bench.run();
    bench.log.append('s', added('a'), poisoned('a'));
    await bench.caughtUp();
    await first.stop();
    bench.run({ projections: [tallyProjection(() => false)] });
    bench.log.append('s', added('a', 10));
    await bench.caughtUp();
    expect(await bench.tallies.byKey('a')).toEqual({ name: 'a', sum: 1, count: 1 });
  });

  test('is folded in order with all that waited, when it is retried after a fix', async () => {
    let isPoisonous = true;
    bench.run({ projections: [tallyProjection(() => isPoisonous)] });
    bench.log.append('s', added('a'), poisoned('a'), added('a', 10), added('b'));
    await bench.caughtUp();
    isPoisonous = false;
    expect(await parkedEvents().askRetry(BUILD, 'a')).toBe(true);
    bench.log.append('s', added('a', 100));
    await bench.until('nothing is parked', async () => (await parkedEvents().list()).length === 0);
    bench.log.append('s', added('a', 1_000));
    await bench.caughtUp();
    expect(await bench.tallies.byKey('a')).toEqual({ name: 'a', sum: 1_111, count: 5 });
  });

  test('is parked again when it still cannot be folded', async () => {
    let tries = 0;
    const isPoisonous = () => ++tries > 0;
    bench.run({ projections: [tallyProjection(isPoisonous)] });
    bench.log.append('s', added('a'), poisoned('a'), added('a'));
    await bench.caughtUp();
    await parkedEvents().askRetry(BUILD, 'a');
    await bench.until('it was tried', async () => tries === 2 && (await parkedEvents().list()).every((e) => !e.retry));
    expect(await bench.tallies.byKey('a')).toEqual({ name: 'a', sum: 1, count: 1 });
  });

  test('that names no document is parked under its stream', async () => {
    bench.run();
    bench.log.append('odd', { type: 'Added', data: { amount: 1 } });
    bench.log.append('s', added('a'));
    await bench.caughtUp();
    expect(await bench.shown()).toEqual([{ name: 'a', sum: 1, count: 1 }]);
    expect(await parkedEvents().list()).toEqual([
      expect.objectContaining({ key: 'odd', error: 'Added names no document' }),
    ]);
  });

  test('with so many others that the fold must be broken stops its partition, which goes on when they are mended', async () => {
    let isPoisonous = true;
    const batchSize = 100;
    const { looked } = bench.run({
      projections: [tallyProjection(() => isPoisonous)],
      partitionsPerBuild: 1,
      batchSize,
      queueSize: 200,
    });
    const names = Array.from({ length: MOST_PARKED + 3 * batchSize }, (_, index) => `name-${index}`);
    bench.log.append('s', ...names.map((name) => added(name)), ...names.map(poisoned), added('last'));
    const partition = async () => (await bench.partitions())[0];
    await bench.until('it is full', async () => ((await partition())?.parked.length ?? 0) >= MOST_PARKED);
    const full = await partition();
    expect(full?.parked.length).toBeLessThan(MOST_PARKED + batchSize);
    expect(full?.behindSince).not.toBeNull();
    bench.log.append('s', added('last'));
    await looked();
    expect((await partition())?.position).toBe(full?.position);

    isPoisonous = false;
    await bench.engine.mongo
      .database('main')
      .collection('parkedEvents')
      .updateMany({}, { $set: { retry: true } });
    await bench.until('all of them are back', async () => (await partition())?.parked.length === 0);
    await bench.caughtUp();
    expect(await bench.tallies.byKey('last')).toEqual({ name: 'last', sum: 2, count: 2 });
    expect(await bench.tallies.byKey('name-1299')).toEqual({ name: 'name-1299', sum: 1, count: 2 });
  });
});
