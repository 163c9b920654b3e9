import { afterEach, describe, expect, test } from '@jest/globals';
import { type Position, positionOf } from '@doremi/event-sourcing';
import { MemoryBench } from './testing/bench.js';
import { added, tallyProjection } from './testing/tally.js';

/**
 * What servers send at the end of a short log where nothing matched: EventStoreDB 24.2 the first, KurrentDB 25.0 the
 * other.
 */
const AT_THE_END: readonly (readonly [string, Position])[] = [
  ['2^64-1', positionOf(2n ** 64n - 1n, 0n)],
  ['0', positionOf(0n, 0n)],
];
const NOWHERE = positionOf(2n ** 64n - 1n, 0n);
const MODEL = 'tally_v1';

describe('a checkpoint that is no place', () => {
  const bench = new MemoryBench();
  const builds = () => bench.store().builds;
  const stateOf = async (id: string) => (await builds().list()).find((build) => build.id === id)?.state;
  const isLive = (id: string) => bench.until(`${id} is live`, async () => (await stateOf(id)) === 'live');
  let said: string[] = [];
  afterEach(() => void (said = []));
  const run = (projections = [tallyProjection()]) => bench.run({ projections, log: (message) => said.push(message) });

  /** The next event reaches the documents that are read. */
  const hearsTheNext = async (name = 'next'): Promise<void> => {
    const position = bench.log.append('s', added(name));
    const isThere = async () => (await bench.tallies.byKey(name).catch(() => null))?.count === 1;
    await bench.until('the next event is there', isThere);
    expect(await bench.tallies.waitFor(position, 5_000)).toBe(true);
    const stranded = (await builds().list()).filter((build) => build.stranded).map(({ id }) => id);
    const fed = (await bench.partitions()).filter(({ build }) => !stranded.includes(build));
    expect(fed.filter((partition) => partition.position > position)).toEqual([]);
  };

  /** Has another worker that knew no better store it. */
  const strand = async (build: string): Promise<void> => {
    const { partitions } = bench.store();
    await partitions.acquire('older', await partitions.list([build]), new Date(0));
    const dead = (await partitions.list([build])).map(({ id, epoch, position: was }) => {
      return { id, epoch, was, position: NOWHERE, handled: 0, caughtUp: true, behindSince: null };
    });
    expect(await partitions.checkpoint('older', dead, new Date(0))).toBe(true);
    await partitions.release('older', await partitions.list([build]));
  };

  test.each(AT_THE_END)('at %s on a fresh store leaves nothing dead', async (_, position) => {
    bench.log.checkpointAtEnd = position;
    run();
    await bench.until('it is built', async () => (await bench.partitions()).some(({ caughtUp }) => caughtUp));
    await hearsTheNext();
  });

  test.each(AT_THE_END)('at %s in a rebuild of a model without events, on a young system', async (_, position) => {
    bench.log.checkpointAtEnd = position;
    const { engine } = run();
    bench.log.append('s', { type: 'Unheard', data: { name: 'a' } });
    await bench.caughtUp();
    await builds().begin(MODEL, 4);
    engine.wake();
    await isLive(`${MODEL}_b2`);
    await hearsTheNext();
  });

  test('that is stored of one build is taken over by no build beside it, live or in a rebuild of all', async () => {
    const other = { ...tallyProjection(), name: 'other' };
    const former = run([tallyProjection(), other]);
    bench.log.append('s', added('a'));
    await bench.caughtUp();
    await former.stop();
    await strand(`${MODEL}_b1`);
    await builds().begin('other_v1', 4);
    run([tallyProjection(), other]);
    await isLive('other_v1_b2');
    await isLive(`${MODEL}_b2`);
    await hearsTheNext();
    const { documentsOf } = bench.store();
    for (const id of ['other_v1_b1', 'other_v1_b2'])
      await bench.until(`${id} hears it too`, async () => {
        const documents = await documentsOf({ id, database: 'main' }).load(['next']);
        return documents.has('next');
      });
  });

  test('that is stored is healed at start by a new build, and the log says what happened', async () => {
    const former = run();
    bench.log.append('s', added('a'));
    await bench.caughtUp();
    await former.stop();
    await strand(`${MODEL}_b1`);
    run();
    await isLive(`${MODEL}_b2`);
    expect(said).toContain(`${MODEL}_b1 is fed no more: its stored position is 2^64-1, which no event ever passes`);
    expect(said).toContain(`${MODEL}_b2 is being built, because no event reaches the former build any more`);
    await hearsTheNext();
    expect(await bench.shown()).toEqual(bench.expected());
  });

  test('is healed at start, also where a rebuild took it over and nothing is left to join', async () => {
    const former = run();
    bench.log.append('s', added('a'));
    await bench.caughtUp();
    await builds().begin(MODEL, 4);
    await bench.until('the rebuild has partitions', async () => (await bench.partitions()).length === 8);
    await former.stop();
    const { state } = (await builds().list()).find(({ id }) => id === `${MODEL}_b2`) ?? {};
    for (const id of [`${MODEL}_b1`, `${MODEL}_b2`]) await strand(id);
    run();
    await isLive(`${MODEL}_b3`);
    expect(await stateOf(`${MODEL}_b2`)).toBe(state === 'building' ? 'retired' : 'standby');
    await hearsTheNext();
  });

  test('of a build that is kept as a way back costs that way, and nothing else', async () => {
    const former = run();
    bench.log.append('s', added('a'));
    await bench.caughtUp();
    await builds().begin(MODEL, 4);
    await isLive(`${MODEL}_b2`);
    await former.stop();
    await strand(`${MODEL}_b1`);
    const { looked } = run();
    await looked();
    expect((await builds().list()).map(({ number, state, stranded }) => [number, state, stranded])).toEqual([
      [1, 'standby', 'NO_PLACE'],
      [2, 'live', null],
    ]);
    await hearsTheNext();
  });
});
