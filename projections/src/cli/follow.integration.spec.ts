import { describe, expect, test } from '@jest/globals';
import { poisoned } from '@doremi/projection-engine/testing';
import { OperatorBench } from '../testing/operator-bench.js';
import { lines } from './displays.js';
import { follow } from './follow.js';

const LOOK_EVERY = 5;

describe('following a rebuild', () => {
  const bench = new OperatorBench();
  const said: string[] = [];
  const display = () => {
    said.length = 0;
    return lines((line) => said.push(line), 0);
  };

  test('tells how far it is, until it is live', async () => {
    bench.log.pauseBefore = 1;
    const begun = await bench.client.rebuild('tally');
    const following = follow(bench.client, [begun], display(), { lookEvery: LOOK_EVERY });
    await bench.until('something is said', () => said.length > 0);
    bench.log.goOn();
    expect(await following).toBe('live');
    expect(said[0]).toMatch(/^tally: [01]\/2 events, \d+\/s, /);
    expect(said.at(-1)).toBe('tally: tally_v1_b2 is live');
  });

  test('waits while the process is away, says so, and goes on', async () => {
    bench.log.pauseBefore = 1;
    const begun = await bench.client.rebuild('tally');
    const following = follow(bench.client, [begun], display(), { lookEvery: LOOK_EVERY });
    await bench.until('it is under way', () => said.length > 0);
    bench.away();
    await bench.until('it is missed', () => said.some((line) => line.startsWith('projections is away')));
    bench.serve();
    bench.log.goOn();
    expect(await following).toBe('live');
    expect(said).toContain('projections is back');
    expect(said.at(-1)).toBe('tally: tally_v1_b2 is live');
  });

  test('ends at once when nobody wants to see it any more, and the rebuild goes on', async () => {
    bench.log.pauseBefore = 1;
    const begun = await bench.client.rebuild('tally');
    const leaving = new AbortController();
    const following = follow(bench.client, [begun], display(), { lookEvery: 60_000, signal: leaving.signal });
    await bench.until('it is under way', () => said.length > 0);
    leaving.abort();
    expect(await following).toBe('left');
    bench.log.goOn();
    await bench.until('it is live', async () => (await bench.states()).tally_v1_b2 === 'live');
  });

  test('ends, with the reason, where something parked keeps it from being promoted', async () => {
    bench.isPoisonous = false;
    bench.log.append('s', poisoned('a'));
    await bench.caughtUp();
    bench.isPoisonous = true;
    const begun = await bench.client.rebuild('tally');
    expect(await follow(bench.client, [begun], display(), { lookEvery: LOOK_EVERY })).toBe('blocked');
    expect(said.at(-1)).toMatch(/^tally: tally_v1_b2 has seen everything and can't be promoted: 1 parked\. See /);
    expect(await bench.states()).toMatchObject({ tally_v1_b2: 'building' });
  });

  test('says that the build was dropped', async () => {
    bench.log.pauseBefore = 1;
    const begun = await bench.client.rebuild('tally');
    const following = follow(bench.client, [begun], display(), { lookEvery: LOOK_EVERY });
    await bench.client.cancel('tally');
    await expect(following).rejects.toThrow('tally_v1_b2 was dropped');
    bench.log.goOn();
  });
});
