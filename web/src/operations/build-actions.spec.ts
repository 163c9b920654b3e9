import { describe, expect, test } from '@jest/globals';
import { actsOfBuild, actsOfModel, type Build, type Model, shareOf, underWay, wayBack } from './build-actions.js';

const build = (state: Build['state'], changed: Partial<Build> = {}): Build => ({
  ...{ build: `stores_v1_${state}`, state, built: true, stranded: null, documents: 1, watermark: null, lagSeconds: 0 },
  ...{ lanes: [], parked: 0, skipped: 0, stuckSeconds: 0, eventsPerSecond: 0, ...changed },
});
const model = (builds: Build[], changed: Partial<Model> = {}): Model => ({
  ...{ name: 'stores', version: 1, isCurrent: true, live: 'stores_v1_live', builds, ...changed },
});

describe('what can be asked', () => {
  const [live, standby, building] = [build('live'), build('standby'), build('building')];

  test('of a model: a rebuild, and the way back where there is one', () => {
    expect(actsOfModel(model([live]))).toEqual(['rebuild']);
    expect(actsOfModel(model([live, standby]))).toEqual(['rebuild', 'rollback']);
    expect(actsOfModel(model([live, standby], { isCurrent: false }))).toEqual([]);
  });

  test('of a build', () => {
    expect(actsOfBuild(live, model([live]))).toEqual(['verify']);
    // The live build is compared with the one that was read before, not with the one under way.
    expect(actsOfBuild(live, model([live, building]))).toEqual(['verify']);
    expect(actsOfBuild(live, model([live, standby]))).toEqual(['verify', 'compare']);
    expect(actsOfBuild(standby, model([live, standby]))).toEqual(['promote', 'verify', 'compare', 'retire']);
    expect(actsOfBuild(building, model([live, building]))).toEqual(['promote', 'cancel', 'verify', 'compare']);
    expect(actsOfBuild(building, model([building], { live: null }))).toEqual(['promote', 'verify']);
    expect(actsOfBuild(standby, model([live, standby], { isCurrent: false }))).toEqual(['retire']);
  });
});

test('the build that going back leads to is known by its name where there is but one', () => {
  const [live, standby] = [build('live'), build('standby')];
  expect(wayBack(model([live, standby]))).toBe(standby.build);
  expect(wayBack(model([live, standby, build('standby', { build: 'stores_v1_older' })]))).toBe(null);
  expect(wayBack(model([live]))).toBe(null);
});

test('how much of a rebuild is done', () => {
  const at = (handled: number, total: number | null): number | null =>
    shareOf(
      build('building', { progress: { handled, total, totalIs: 'counted', eventsPerSecond: 1, secondsLeft: 1 } }),
    );
  expect([at(5, 10), at(12, 10), at(0, 0), at(5, null), shareOf(build('live'))]).toEqual([0.5, 1, 1, null, null]);
});

test('the rebuild that is under way', () => {
  expect(underWay(model([build('live')]))).toBeUndefined();
  expect(underWay(model([build('live'), build('building')]))?.state).toBe('building');
});
