import { beforeEach, describe, expect, test } from '@jest/globals';
import { liveOf, type ReadModel } from '@doremi/event-sourcing';
import type { ReadModelStore } from '../../read-model-store.js';

/** What the registry of builds of every read-model store promises: one is live, whoever changes it at once. */
export const buildsContract = (store: () => ReadModelStore): void => {
  let builds: ReadModelStore['builds'];
  let model: ReadModel;
  let id: string;
  let models = 0;

  beforeEach(async () => {
    ({ builds } = store());
    model = { name: `model${++models}`, version: 1, database: 'main' };
    id = `${model.name}_v1`;
    await builds.ensure(model, 4);
  });

  const list = async () => (await builds.list()).filter(({ name }) => name === model.name);
  const states = async () => Object.fromEntries((await list()).map((build) => [build.id, build.state]));

  describe('the registry of builds', () => {
    test('the first build of a name is live at once; a new version is built beside it', async () => {
      await builds.ensure({ ...model, version: 2 }, 4);
      await builds.ensure(model, 4);
      expect(await states()).toEqual({ [`${id}_b1`]: 'live', [`${model.name}_v2_b1`]: 'building' });
    });

    test('workers that start at once make one', async () => {
      const other = { ...model, name: `${model.name}b` };
      await Promise.all([1, 2, 3].map(() => store().builds.ensure(other, 4)));
      expect((await builds.list()).filter(({ name }) => name === other.name)).toHaveLength(1);
    });

    test('one rebuild at a time: a second request joins the first', async () => {
      const begun = await Promise.all([1, 2, 3].map(() => builds.begin(id, 8)));
      expect(begun.map((build) => build.id)).toEqual([`${id}_b2`, `${id}_b2`, `${id}_b2`]);
      expect(await states()).toEqual({ [`${id}_b1`]: 'live', [`${id}_b2`]: 'building' });
    });

    test('a promotion changes what is live, and the way back is the same', async () => {
      const [first] = await list();
      const next = await builds.begin(id, 4);
      expect(await builds.promote(next, first)).toBe(true);
      expect(await states()).toEqual({ [`${id}_b1`]: 'standby', [`${id}_b2`]: 'live' });
      const [standby, live] = await list();
      if (!standby || !live) throw new Error();
      expect(standby.standbySince).toBeInstanceOf(Date);
      expect(await builds.promote(standby, live)).toBe(true);
      expect(await states()).toEqual({ [`${id}_b1`]: 'live', [`${id}_b2`]: 'standby' });
    });

    test('a promotion on old knowledge has no effect', async () => {
      const [first] = await list();
      const next = await builds.begin(id, 4);
      expect(await builds.promote(next, undefined)).toBe(false);
      expect(await builds.promote(next, first)).toBe(true);
      const third = await builds.begin(id, 4);
      expect(await builds.promote(third, first)).toBe(false);
      expect(liveOf(await list(), id)?.number).toBe(2);
    });

    test('what is live is never retired; what was retired is never promoted, and its number never used again', async () => {
      const [first] = await list();
      if (!first) throw new Error();
      expect(await builds.retire(first, ['live', 'standby'])).toBe(false);
      const next = await builds.begin(id, 4);
      expect(await builds.retire(next, ['standby'])).toBe(false);
      expect(await builds.retire(next, ['building'])).toBe(true);
      expect((await list()).map(({ retiredAt }) => retiredAt)).toEqual([null, expect.any(Date)]);
      expect(await builds.promote(next, first)).toBe(false);
      await builds.forget(first);
      await builds.forget(next);
      expect(await states()).toEqual({ [`${id}_b1`]: 'live' });
      expect((await builds.begin(id, 4)).number).toBe(3);
    });

    test('keeps when it was built first', async () => {
      const [first] = await list();
      if (!first) throw new Error();
      expect(first.builtAt).toBeNull();
      await builds.markBuilt(first);
      const [built] = await list();
      await builds.markBuilt(first);
      const [again] = await list();
      expect(built?.builtAt).toBeInstanceOf(Date);
      expect(again?.builtAt).toEqual(built?.builtAt);
    });

    test('what is stranded stays so, and a new rebuild takes its place', async () => {
      const next = await builds.begin(id, 4);
      expect(await builds.strand(next, 'NO_PLACE')).toBe(true);
      expect(await builds.strand(next, 'NO_PLACE')).toBe(false);
      expect((await list()).map(({ stranded }) => stranded)).toEqual([null, 'NO_PLACE']);
      expect((await builds.begin(id, 4)).number).toBe(3);
      expect(await states()).toEqual({ [`${id}_b1`]: 'live', [`${id}_b2`]: 'retired', [`${id}_b3`]: 'building' });
      await builds.forget(next);
      expect(await builds.strand(next, 'NO_PLACE')).toBe(false);
    });

    test('nothing is recorded of a build that was forgotten meanwhile', async () => {
      const next = await builds.begin(id, 4);
      const seen = await list();
      await builds.retire(next, ['building']);
      await builds.forget(next);
      await builds.markBuilt(next);
      await builds.noteSuperseded([id]);
      const later = new Date(Date.now() + 1);
      expect(await builds.retireVersion(id, seen, later)).toBe(false);
      expect(await states()).toEqual({ [`${id}_b1`]: 'live' });
      expect(await builds.retireVersion(id, await list(), later)).toBe(true);
    });

    test('a version that is done with goes as a whole, unless it came into use again meanwhile', async () => {
      await builds.begin(id, 4);
      const later = () => new Date(Date.now() + 1);
      expect(await builds.retireVersion(id, await list(), later())).toBe(false);
      await builds.noteSuperseded([id]);
      await builds.noteInUse([id]);
      expect(await builds.retireVersion(id, await list(), later())).toBe(false);
      await builds.noteSuperseded([id]);
      expect(await builds.retireVersion(id, await list(), new Date(0))).toBe(false);
      expect(await builds.retireVersion(id, await list(), later())).toBe(true);
      expect(await states()).toEqual({ [`${id}_b1`]: 'retired', [`${id}_b2`]: 'retired' });
      for (const build of await list()) await builds.forget(build);
      // Nothing is left of it, so an older release that comes back begins like a new one.
      await builds.ensure(model, 4);
      expect(await states()).toEqual({ [`${id}_b1`]: 'live' });
    });
  });
};
