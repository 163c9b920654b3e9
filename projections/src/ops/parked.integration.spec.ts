import { describe, expect, test } from '@jest/globals';
import { added, poisoned } from '@doremi/projection-engine/testing';
import { parkedTable, parkedText, resolveParked } from '../cli/parked-commands.js';
import { OpsClient } from '../cli/ops-client.js';
import { OperatorBench } from '../testing/operator-bench.js';

const ID = 'tally_v1_b1:a';

describe('parked events of projections', () => {
  const bench = new OperatorBench();
  // The policies process is not running here.
  const clients = () => ({ projections: bench.client, policies: new OpsClient('http://127.0.0.1:1') });
  const park = async () => {
    bench.log.append('s', poisoned('a'), added('a', 10), added('b', 10));
    await bench.caughtUp();
  };

  test('are listed with the reason, and what could not be asked is said', async () => {
    expect((await parkedTable(clients())).split('\n')).toHaveLength(2);
    await park();
    const [head, first, second] = (await parkedTable(clients())).split('\n');
    expect(head?.split(/ {2,}/)).toEqual(['id', 'event', 'stream', 'since', 'reason']);
    expect(first?.split(/ {2,}/)).toEqual([ID, 'Poisoned', 's', expect.stringMatching(/^\d{4}-.*Z$/), 'poison']);
    expect(second).toContain('(policies)');
    expect(second).toContain('Nothing answers');
  });

  test('are shown with the event itself', async () => {
    await park();
    const shown = JSON.parse(await parkedText(clients(), ID)) as Record<string, unknown>;
    expect(shown).toMatchObject({
      id: ID,
      of: 'tally_v1_b1',
      about: 'a',
      event: { type: 'Poisoned', data: { name: 'a' } },
    });
    await expect(parkedText(clients(), 'tally_v1_b1:x')).rejects.toThrow('Nothing is parked under tally_v1_b1:x.');
  });

  test('go through with a retry after a fix, with all that waited', async () => {
    await park();
    bench.isPoisonous = false;
    expect(await resolveParked(clients(), ID, 'retry')).toBe(`${ID} went through`);
    expect(await bench.tallies.byKey('a')).toEqual({ name: 'a', sum: 11, count: 3 });
  });

  test('stay with a retry without a fix, and the operator hears why', async () => {
    await park();
    await expect(resolveParked(clients(), ID, 'retry')).rejects.toThrow(`${ID} is parked (again): Poisoned: poison`);
    expect(await bench.tallies.byKey('a')).toEqual({ name: 'a', sum: 1, count: 1 });
  });

  test('are passed over with a skip: the document goes on with the next event, and it is known who decided so', async () => {
    await park();
    expect(await resolveParked(clients(), ID, 'skip')).toBe(`${ID} is passed over`);
    expect(await bench.tallies.byKey('a')).toEqual({ name: 'a', sum: 11, count: 2 });
    bench.log.append('s', added('a', 100));
    await bench.caughtUp();
    expect(await bench.tallies.byKey('a')).toEqual({ name: 'a', sum: 111, count: 3 });
    expect(await bench.feeding.parts.readModels.skippedEvents.list()).toEqual([
      expect.objectContaining({ build: 'tally_v1_b1', key: 'a', type: 'Poisoned', error: 'poison', by: 'anonymous' }),
    ]);
    expect((await bench.client.status())[0]?.builds[0]).toMatchObject({ parked: 0, skipped: 1 });
    expect(bench.said.join()).toMatch(/tally_v1_b1:a: Poisoned at \S+ is passed over, as anonymous asked/);
  });

  test('a skip passes over one event: the next one that fails is parked in its turn', async () => {
    bench.log.append('s', poisoned('a'), added('a', 10), poisoned('a'));
    await bench.caughtUp();
    await expect(resolveParked(clients(), ID, 'skip')).rejects.toThrow('is parked (again)');
    expect(await bench.tallies.byKey('a')).toEqual({ name: 'a', sum: 11, count: 2 });
    expect(await resolveParked(clients(), ID, 'skip')).toBe(`${ID} is passed over`);
  });

  test('what was decided once holds for a rebuild, which is promoted then', async () => {
    await park();
    await resolveParked(clients(), ID, 'skip');
    await bench.rebuilt();
    await bench.caughtUp();
    expect(await bench.tallies.byKey('a')).toEqual({ name: 'a', sum: 11, count: 2 });
  });

  test('what nobody knows is 404', async () => {
    for (const how of ['retry', 'skip']) {
      const response = await fetch(`${bench.url}/ops/projections/parked/tally_v1_b1:x/${how}`, { method: 'POST' });
      expect([response.status, await response.json()]).toMatchObject([404, { code: 'PARKED_NOT_FOUND' }]);
    }
  });
});
