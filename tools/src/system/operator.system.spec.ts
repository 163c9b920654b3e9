import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { connectEventStore } from '@doremi/event-store';
import { adminMenusModel, upcast } from '@doremi/domain';
import { connectMongo } from '@doremi/read-models';
import { modelId } from '@doremi/event-sourcing';
import { newEvent } from '@doremi/event-sourcing/testing';
import { listedProcesses, until } from '@doremi/start';
import { run, System } from '../whole-system.js';

const WITHIN = 120_000;
const MENUS = 25;
const MODEL = modelId(adminMenusModel);
const node = [process.execPath, '--enable-source-maps', 'projections/dist/cli.js'] as const;

interface Menu {
  readonly id: number;
  readonly description: string;
}

/** The operator's day, with the real processes and the real command line. */
describe('an operator', () => {
  let system: System;

  const cli = (...args: string[]) => run([...node, ...args], system.environment);
  const portOf = (name: string): number => listedProcesses(system.dataDir).find((one) => one.name === name)?.port ?? 0;

  const page = async (cursor = '') => {
    const response = await fetch(`${system.url}/menus?limit=10${cursor && `&cursor=${cursor}`}`);
    const { items, nextCursor } = (await response.json()) as { items: Menu[]; nextCursor: string | null };
    return { status: response.status, items, nextCursor };
  };

  const withMongo = async (work: (mongo: ReturnType<typeof connectMongo>) => Promise<unknown>): Promise<void> => {
    const url = `mongodb://127.0.0.1:${portOf('mongo')}`;
    const mongo = connectMongo(`${url}/doremi`, { adminUrl: `${url}/doremi_admin` });
    await work(mongo).finally(() => mongo.close());
  };

  /** An event that says nothing about any store: no fold can take it. */
  const spoil = async (): Promise<void> => {
    const store = connectEventStore(`esdb://127.0.0.1:${portOf('eventstore')}?tls=false`, upcast);
    await store.append('odd-1', -1, [newEvent({ type: 'StoreStatusChanged', data: {} })]);
    await store.close();
  };

  beforeAll(async () => {
    system = await System.start();
    for (let n = 0; n < MENUS; n++) {
      const menu = { menuName: `pizza${n}`, menuType: 'pizza', description: 'as folded', price: 100 + n };
      const body = JSON.stringify(menu);
      await fetch(`${system.url}/menus`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body });
    }
  }, WITHIN);
  afterAll(() => system.remove(), 30_000);

  test(
    'verifies, rebuilds, goes back and forth; every read is whole, of one build, and pages go on over a promotion',
    async () => {
      expect(await cli('verify', '--all')).toMatchObject({ code: 0 });
      await withMongo((mongo) =>
        mongo
          .database('admin')
          .collection(`${MODEL}_b1`)
          .updateMany({}, { $set: { description: 'by hand' } }),
      );
      const verified = await cli('verify', 'adminMenus');
      expect(verified.code).toBe(1);
      expect(verified.output).toContain(`${MENUS} DIFFER`);
      expect(verified.output).toContain('1  description: expected "as folded", found "by hand"');

      let isOver = false;
      const faults: unknown[] = [];
      const seen = new Set<string>();
      const reading = [1, 2, 3].map(async () => {
        while (!isOver) {
          const ids: number[] = [];
          for (let cursor: string | null = ''; cursor !== null;) {
            const { status, items, nextCursor } = await page(cursor);
            const builds = new Set(items.map(({ description }) => description));
            for (const build of builds) seen.add(build);
            if (status !== 200 || builds.size !== 1) faults.push({ status, items });
            ids.push(...items.map(({ id }) => id));
            cursor = nextCursor;
          }
          if (ids.length !== MENUS || new Set(ids).size !== MENUS) faults.push(ids);
        }
      });
      const { nextCursor } = await page();
      const rebuilt = await cli('rebuild', 'adminMenus', '--wait');
      const rest = await page(nextCursor ?? '');
      const byHash = await cli('compare', `${MODEL}_b2`);
      const byReading = await cli('compare', `${MODEL}_b2`, '--full');
      const moves = [
        await cli('rollback', 'adminMenus'),
        await cli('promote', `${MODEL}_b2`),
        await cli('rollback', 'adminMenus'),
        await cli('promote', `${MODEL}_b2`),
      ];
      isOver = true;
      await Promise.all(reading);
      expect(rebuilt).toMatchObject({ code: 0, output: expect.stringContaining(`${MODEL}_b2 is live`) });
      // They were changed behind their hashes, which are what a rebuild goes by.
      expect(rebuilt.output).toContain(`the same as in ${MODEL}_b1 (${MENUS} by hash)`);
      expect(byHash).toMatchObject({ code: 0 });
      expect(byReading).toMatchObject({ code: 1 });
      expect(byReading.output).toContain(`${MENUS} of ${MENUS} documents are not as in ${MODEL}_b1`);
      expect(byReading.output).toContain('1  description: expected "by hand", found "as folded"');
      expect(rest.items.map(({ id }) => id)).toEqual(Array.from({ length: 10 }, (_, index) => index + 11));
      expect(moves.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
      expect(faults).toEqual([]);
      expect([...seen].sort()).toEqual(['as folded', 'by hand']);
      expect(await cli('verify', 'adminMenus')).toMatchObject({ code: 0 });
      expect(await cli('retire', `${MODEL}_b1`)).toMatchObject({ code: 0 });
      expect(await cli('rollback', 'adminMenus')).toMatchObject({
        code: 1,
        output: expect.stringContaining('There is no former build of adminMenus to go back to.'),
      });
    },
    WITHIN,
  );

  test(
    'is told what keeps a rebuild from being promoted, over a kill -9, and decides what becomes of an event that nobody can fold',
    async () => {
      await spoil();
      const parked = () => cli('parked', 'list');
      await until('it is parked', async () => (await parked()).output.includes('odd-1'), WITHIN);
      const health = await fetch(`http://127.0.0.1:${portOf('projections')}/health/ready`);
      expect([health.status, await health.json()]).toMatchObject([200, { status: 'degraded' }]);
      const [id = ''] = /\S+:odd-1/.exec((await parked()).output) ?? [];

      // It is not promoted while the event is parked, and whoever waits for it is told so instead of waiting for ever.
      const blocked = { code: 3, output: expect.stringContaining("can't be promoted: 1 parked") };
      expect(await cli('rebuild', 'stores', '--wait')).toMatchObject(blocked);
      process.kill(system.pidOf('projections'), 'SIGKILL');
      await until('it is back', async () => (await cli('status')).code === 0, WITHIN);
      expect((await cli('status')).output).toMatch(/stores_v\d+_b2 +building/);
      expect(await cli('rebuild', 'stores', '--wait')).toMatchObject(blocked);
      expect(await cli('parked', 'retry', id)).toMatchObject({ code: 1, output: expect.stringContaining('again') });
      expect(await cli('parked', 'skip', id)).toMatchObject({ code: 0, output: `${id} is passed over\n` });
      await until('it is live', async () => /stores_v\d+_b2 +live/.test((await cli('status')).output), WITHIN);
      expect(await cli('parked', 'list')).toMatchObject({ code: 0, output: 'Nothing is parked.\n' });
      expect(await cli('verify', 'stores')).toMatchObject({ code: 0 });
    },
    WITHIN,
  );

  test('hears in words what is not there', async () => {
    expect(await cli('rebuild', 'nothing')).toMatchObject({ code: 1, output: expect.stringContaining('adminMenus') });
    expect(await cli('cancel', 'stores')).toMatchObject({ code: 1, output: 'No rebuild is under way there.\n' });
    expect(await cli('parked', 'show', 'policies:whenAddHeld:7')).toMatchObject({
      code: 1,
      output: 'Nothing is parked under policies:whenAddHeld:7.\n',
    });
    const throughTheDoor = await fetch(`${system.url}/ops/policies/parked`);
    expect([throughTheDoor.status, await throughTheDoor.json()]).toEqual([200, { parked: [] }]);
  });
});
