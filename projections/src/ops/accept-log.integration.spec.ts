import { beforeEach, describe, expect, test } from '@jest/globals';
import { EngineUnavailable } from '@doremi/event-sourcing';
import { LOG_STREAM } from '@doremi/domain';
import { Registry } from '@doremi/process';
import { added } from '@doremi/projection-engine/testing';
import { statusText } from '../cli/status-table.js';
import { metricsOf } from './metrics.js';
import { OperatorBench } from '../testing/operator-bench.js';
import { readinessOf } from './readiness.js';

const B1 = 'tally_v1_b1';
const B2 = 'tally_v1_b2';

describe('an event store that is not the one that was read', () => {
  const bench = new OperatorBench();
  const record = () => bench.feeding.parts.readModels.eventLog;
  const ask = async (path: string) => {
    const response = await fetch(`${bench.url}/ops/projections/${path}`, { method: 'POST' });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  const ready = () =>
    readinessOf({ ...bench.engines(), eventStore: { ping: () => Promise.resolve() }, board: bench.board });
  const acceptances = async () => (await bench.log.read(LOG_STREAM)).map(({ data }) => data);
  const isStranded = (id: string) =>
    bench.until(`${id} is stranded`, async () =>
      (await bench.feeding.parts.readModels.builds.list()).some((build) => build.id === id && build.stranded),
    );

  /** What is lost: the last event that was read. */
  const restored = async (build = B1, stride?: bigint): Promise<{ readonly position: string; readonly id: string }> => {
    const last = bench.log.events.at(-1);
    if (!last) throw new Error('the log is empty');
    bench.log.restore(bench.log.events.length - 1, stride);
    await isStranded(build);
    return last;
  };

  test('is said wherever an operator looks', async () => {
    const { id } = await restored();
    const words = new RegExp(`the event store is not the one that was read .*0xe, event ${id} expected, nothing found`);
    expect(await ready()).toMatchObject({ ready: false, parts: { log: expect.stringMatching(words) } });
    expect(statusText(await bench.client.standing())).toMatch(new RegExp(words, 'i'));
    expect(statusText(await bench.client.standing())).toMatch(/tally_v1_b1 +live, of another log .* not fed/);
    expect(bench.said.join('\n')).toMatch(words);
    const registry = new Registry();
    metricsOf(
      registry,
      () => bench.board.look(),
      () => record().read(),
    );
    expect(await registry.metrics()).toContain('doremi_event_store_mismatch 1');
    expect(await registry.metrics()).toContain('doremi_projection_stranded{build="tally_v1_b1"} 1');
  });

  test('where nothing stands against it there is nothing to accept', async () => {
    expect(await ask('accept-log')).toMatchObject({ status: 409, body: { code: 'NO_MISMATCH' } });
    expect(await acceptances()).toEqual([]);
  });

  describe('is accepted', () => {
    let lost: { readonly position: string; readonly id: string };
    beforeEach(async () => {
      lost = await restored();
    });

    test('for good, in the log and in the record, with who did it; a rebuild mends what is read', async () => {
      expect(await ask('accept-log')).toEqual({ status: 200, body: { generation: 1, stranded: [B1] } });
      const floors = { menu: 0, cart: 0 };
      const { position, id: expectedEventId } = lost;
      expect(await acceptances()).toEqual([{ generation: 1, by: 'anonymous', position, expectedEventId, floors }]);
      expect(await record().read()).toMatchObject({
        generation: 1,
        mismatch: null,
        accepted: [{ generation: 1, by: 'anonymous', mismatch: { position, expectedEventId } }],
      });
      expect(await ready()).toMatchObject({
        ready: false,
        parts: { log: 'up', builds: expect.stringMatching('anew') },
      });

      await bench.client.rebuild('tally');
      await bench.until('it is live', async () => (await bench.states())[B2] === 'live');
      bench.log.append('s', added('next'));
      await bench.until('the next event is there', async () => (await bench.tallies.byKey('next'))?.count === 1);
      expect(await bench.shown()).toEqual([
        { name: 'a', sum: 1, count: 1 },
        { name: 'next', sum: 1, count: 1 },
      ]);
      await bench.until('it is ready', async () => (await ready()).ready);
      expect(await ask('tally/rollback')).toMatchObject({ status: 409, body: { code: 'BUILD_STRANDED', build: B1 } });

      // A worker that looks at everything anew finds nothing any more.
      await bench.feeding.stop();
      bench.feeding = bench.run();
      await bench.feeding.looked();
      await bench.until('it is fed', async () =>
        (await bench.partitions()).some(({ owner }) => owner === bench.feeding.id),
      );
      bench.log.append('s', added('again'));
      await bench.until('it is heard', async () => (await bench.tallies.byKey('again'))?.count === 1);
      expect((await record().read()).mismatch).toBeNull();
    });

    test.each(['before', 'after'])('once, also where the process dies %s the record is written', async (when) => {
      const { eventLog } = bench.feeding.parts.readModels;
      const accept = eventLog.accept.bind(eventLog);
      eventLog.accept = async (...input) => {
        if (when === 'after') await accept(...input);
        throw new EngineUnavailable('the process is dead');
      };
      expect(await ask('accept-log')).toMatchObject({ status: 503 });
      eventLog.accept = accept;
      expect((await acceptances()).length).toBe(1);
      // A worker that looks meanwhile does the rest as well.
      const { status } = await ask('accept-log');
      expect(when === 'before' ? [200, 409] : [409]).toContain(status);
      expect((await acceptances()).length).toBe(1);
      await bench.feeding.looked();
      expect(await record().read()).toMatchObject({ generation: 1, mismatch: null, accepted: [{ generation: 1 }] });
      expect((await record().read()).accepted).toHaveLength(1);
      expect(bench.said.filter((message) => message.includes('is not the one that was read'))).toHaveLength(1);
    });

    test('once, where two say so at the same time', async () => {
      const both = await Promise.all([ask('accept-log'), ask('accept-log')]);
      expect(both.some(({ status }) => status === 200)).toBe(true);
      expect((await acceptances()).length).toBe(1);
      expect((await record().read()).generation).toBe(1);
    });

    test('with every build that does not bear it out, and none that was begun since', async () => {
      const { builds } = bench.feeding.parts.readModels;
      bench.log.pauseBefore = 0;
      const { id } = await builds.begin('tally_v1', 4);
      bench.log.append('s', added('x'));
      expect(await bench.client.acceptLog()).toEqual({ generation: 1, stranded: [B1] });
      bench.log.goOn();
      bench.feeding.engine.wake();
      await bench.until('it is live', async () => (await bench.states())[id] === 'live');
    });

    test('again, when it is restored once more', async () => {
      await bench.client.acceptLog();
      await bench.client.rebuild('tally');
      await bench.until('it is live', async () => (await bench.states())[B2] === 'live');
      bench.log.append('s', added('next'));
      await bench.until('it is heard', async () => (await bench.tallies.byKey('next'))?.count === 1);
      // The word of the operator is lost with it.
      bench.log.restore(1, 3n);
      await isStranded(B2);
      expect(await bench.client.acceptLog()).toMatchObject({ generation: 2 });
      expect(await acceptances()).toMatchObject([{ generation: 2 }]);
    });

    test('again, where what was lost was done again under the same id, as policies do, and is lost once more', async () => {
      await bench.client.acceptLog();
      await bench.client.rebuild('tally');
      await bench.until('it is live', async () => (await bench.states())[B2] === 'live');
      const { metadata } = bench.log.events[0] ?? {};
      if (metadata) bench.log.record('s', added('again'), lost.id, metadata);
      bench.log.goOn();
      await bench.until('it is heard', async () => (await bench.tallies.byKey('again'))?.count === 1);
      await restored(B2);
      expect((await record().read()).mismatch).toMatchObject({ expectedEventId: lost.id });
      expect(await bench.client.acceptLog()).toMatchObject({ generation: 2 });
    });

    test('and the generation is found in the log by a MongoDB that knows nothing of it', async () => {
      await bench.client.acceptLog();
      await bench.feeding.stop();
      await bench.engine.mongo.database('main').dropDatabase();
      bench.feeding = bench.run();
      await bench.until('it is found', async () => (await record().read()).generation === 1);
      expect((await record().read()).mismatch).toBeNull();
    });
  });
});
