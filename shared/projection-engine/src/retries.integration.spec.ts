import { describe, expect, test } from '@jest/globals';
import { projection } from '@doremi/event-sourcing';
import { Bench } from './testing/bench.js';
import { added, poisoned, tallyModel, tallyProjection, type Tally, type TallyEvent } from './testing/tally.js';
import { readModelStore } from '@doremi/read-models';

const BUILD = 'tally_v1_b1';

describe('what an operator asks for', () => {
  const bench = new Bench();
  const parkedEvents = () => readModelStore(bench.engine.mongo).parkedEvents;
  const parked = () => parkedEvents().list();
  const nothingParked = () => bench.until('nothing is parked', async () => (await parked()).length === 0);

  test('several keys go on after one pass over the log', async () => {
    let isPoisonous = true;
    bench.run({ projections: [tallyProjection(() => isPoisonous)], partitionsPerBuild: 1 });
    bench.log.append('s', added('a'), poisoned('a'), added('b'), poisoned('b'), added('a', 10), added('b', 20));
    await bench.caughtUp();
    isPoisonous = false;
    const before = bench.log.subscriptions.length;
    for (const key of ['a', 'b']) await parkedEvents().askRetry(BUILD, key);
    await nothingParked();
    expect(bench.log.subscriptions.length - before).toBeLessThanOrEqual(2); // both may not be seen by the same look
    expect(await bench.shown()).toEqual([
      { name: 'a', sum: 11, count: 3 },
      { name: 'b', sum: 21, count: 3 },
    ]);
  });

  test('an event that is skipped is left out, and the rest of its key folded in order', async () => {
    bench.run();
    bench.log.append('s', added('a'));
    const poison = bench.log.append('s', poisoned('a'));
    bench.log.append('s', added('a', 10), poisoned('a'), added('a', 100));
    await bench.caughtUp();
    expect(await parkedEvents().askSkip(BUILD, 'a', poison)).toBe(true);
    await bench.until('the next one is parked', async () => (await parked()).some(({ position }) => position > poison));
    expect(await bench.tallies.byKey('a')).toEqual({ name: 'a', sum: 11, count: 2 });

    const [next] = await parked();
    expect(await parkedEvents().askSkip(BUILD, 'a', poison)).toBe(false); // that is not what it waits for any more
    expect(await parkedEvents().askSkip(BUILD, 'a', next?.position ?? poison)).toBe(true);
    await nothingParked();
    expect(await bench.tallies.byKey('a')).toEqual({ name: 'a', sum: 111, count: 3 });
  });

  test('an event that was skipped is not folded after all, by whoever is given it again', async () => {
    let isPoisonous = true;
    const worker = bench.run({ projections: [tallyProjection(() => isPoisonous)] });
    bench.log.append('s', added('a'));
    const poison = bench.log.append('s', poisoned('a'));
    await bench.caughtUp();
    await parkedEvents().askSkip(BUILD, 'a', poison);
    await nothingParked();
    await worker.stop();
    isPoisonous = false;
    await bench.engine.mongo
      .database('main')
      .collection('lanes')
      .updateMany({}, { $set: { position: bench.log.events[0]?.position } });
    bench.run({ projections: [tallyProjection(() => isPoisonous)] });
    await bench.caughtUp();
    expect(await bench.tallies.byKey('a')).toEqual({ name: 'a', sum: 1, count: 1 });
  });

  test('a try does not forget what was asked for while it went on', async () => {
    const access = readModelStore(bench.engine.mongo);
    const parkAgain = access.parkedEvents.parkAgain.bind(access.parkedEvents);
    access.parkedEvents.parkAgain = async (event, skip) => {
      await parkedEvents().askSkip(event.build, event.key, event.position);
      return parkAgain(event, skip);
    };
    bench.run({ readModels: access });
    bench.log.append('s', added('a'), poisoned('a'), added('a', 10));
    await bench.caughtUp();
    await parkedEvents().askRetry(BUILD, 'a');
    await nothingParked();
    expect(await bench.tallies.byKey('a')).toEqual({ name: 'a', sum: 11, count: 2 });
  });

  test('an event that names another document by now stays where it is: that one may be beyond it', async () => {
    const keyed = (key: (name: string) => unknown) =>
      projection<Tally, TallyEvent>({ ...tallyProjection(), key: ({ data }) => key(data.name) as string });
    const first = bench.run({ projections: [keyed((name) => (name === 'a' ? undefined : name))] });
    bench.log.append('odd', added('a'));
    bench.log.append('s', added('b'));
    await bench.caughtUp();
    await first.stop();
    bench.run({ projections: [keyed((name) => name)] });
    await parkedEvents().askRetry(BUILD, 'odd');
    await bench.until('it was tried', async () => (await parked()).every(({ retry }) => !retry));
    expect(await parked()).toEqual([
      expect.objectContaining({ key: 'odd', error: 'belongs to a now: only a rebuild can put it there' }),
    ]);
    expect(await bench.shown()).toEqual([{ name: 'b', sum: 1, count: 1 }]);
  });

  test('what is held back without an entry that says why is tried from the beginning', async () => {
    bench.run();
    bench.log.append('s', added('a'));
    const poison = bench.log.append('s', poisoned('a'));
    bench.log.append('s', added('b'));
    await bench.caughtUp();
    await bench.engine.mongo.database('main').collection('parkedEvents').deleteMany({});
    await bench.until('it is there again', async () => (await parked()).some(({ position }) => position === poison));
    expect(await parked()).toEqual([expect.objectContaining({ key: 'a', error: 'poison', retry: false })]);
    expect(await bench.shown()).toEqual([
      { name: 'a', sum: 1, count: 1 },
      { name: 'b', sum: 1, count: 1 },
    ]);
  });

  test('ends when its worker is stopped, and goes on with the next', async () => {
    let isPoisonous = true;
    const projections = [{ ...tallyProjection(() => isPoisonous), ...tallyModel }];
    const first = bench.run({ projections });
    bench.log.append('s', added('a'), poisoned('a'), added('a', 10));
    await bench.caughtUp();
    isPoisonous = false;
    bench.log.pauseBefore = 2;
    const before = bench.log.subscriptions.length;
    await parkedEvents().askRetry(BUILD, 'a');
    await bench.until('it reads', () => bench.log.subscriptions.length > before);
    await first.stop();
    bench.log.goOn();
    bench.run({ projections });
    await nothingParked();
    expect(await bench.tallies.byKey('a')).toEqual({ name: 'a', sum: 11, count: 3 });
  });
});
