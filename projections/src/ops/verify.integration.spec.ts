import { describe, expect, test } from '@jest/globals';
import { added, poisoned } from '@doremi/projection-engine/testing';
import { verification, verificationText } from '../cli/verification.js';
import { resolveParked } from '../cli/parked-commands.js';
import { OperatorBench } from '../testing/operator-bench.js';

const NAMES = Array.from({ length: 30 }, (_, index) => `name-${index}`);

describe('a verification', () => {
  const bench = new OperatorBench();
  const collection = () => bench.engine.mongo.database('main').collection<{ _id: string; sum?: number }>('tally_v1_b1');
  const verify = (target = 'tally') => verification(bench.client, target, () => undefined);

  test('finds nothing where documents are what the events say, however many passes it takes', async () => {
    bench.log.append('s', ...NAMES.map((name) => added(name)), { type: 'Unheard', data: {} });
    await bench.caughtUp();
    const found = await verify();
    expect(found).toMatchObject({ build: 'tally_v1_b1', documents: NAMES.length + 2, differing: 0, parked: [] });
    expect(verificationText(found)).toBe('tally_v1_b1: 32 documents against a fresh fold of 32 events: all the same');
  });

  test('names a document that was changed by hand, with its field', async () => {
    await collection().updateOne({ _id: 'b' }, { $set: { sum: 7, note: 'by hand' } });
    const text = verificationText(await verify());
    expect(text).toBe(
      [
        'tally_v1_b1: 2 documents against a fresh fold of 2 events: 1 DIFFER',
        '  b  sum: expected 1, found 7',
        '  b  note: expected nothing, found "by hand"',
      ].join('\n'),
    );
  });

  test('finds what is missing, what nobody spoke of, and a position that is not where it should be', async () => {
    bench.log.append('s', added('c'));
    await bench.caughtUp();
    await collection().deleteOne({ _id: 'a' });
    await collection().updateOne({ _id: 'b' }, { $set: { _position: 'f'.repeat(16) } });
    await collection().updateOne({ _id: 'c' }, { $unset: { sum: '', _position: '' } });
    await collection().insertOne({ _id: 'x', sum: 1 });
    const { differing, differences } = await verify();
    expect(differing).toBe(4);
    const byKey = new Map(differences.map((difference) => [difference.key, difference]));
    expect(byKey.get('a')?.kind).toBe('MISSING');
    expect(byKey.get('b')?.fields).toEqual([expect.objectContaining({ path: '_position' })]);
    expect(
      byKey
        .get('c')
        ?.fields.map(({ path }) => path)
        .sort(),
    ).toEqual(['_position', 'sum']);
    expect(byKey.get('x')?.kind).toBe('SURPLUS');
  });

  test('never takes a document for wrong because it moves on meanwhile', async () => {
    let isOver = false;
    const busy = (async () => {
      while (!isOver) {
        bench.log.append('s', ...NAMES.slice(0, 10).map((name) => added(name)));
        await bench.caughtUp();
      }
    })();
    for (let time = 0; time < 10; time++) expect(await verify()).toMatchObject({ differing: 0, differences: [] });
    isOver = true;
    await busy;
  });

  test('reports what waits behind a parked event as that, and nothing else', async () => {
    bench.log.append('s', poisoned('a'), added('a'), added('b'));
    await bench.caughtUp();
    const found = await verify();
    expect(found).toMatchObject({ documents: 1, differing: 0, parked: ['a'] });
    expect(verificationText(found)).toContain('1 held back by a parked event: a');
  });

  test('knows what was skipped', async () => {
    bench.log.append('s', poisoned('a'), added('a'), poisoned('b'));
    await bench.caughtUp();
    for (const key of ['a', 'b'])
      await resolveParked({ projections: bench.client, policies: bench.client }, `tally_v1_b1:${key}`, 'skip');
    expect(await verify()).toMatchObject({ documents: 2, differing: 0, parked: [] });
  });

  test('says what a fold throws on that was folded once', async () => {
    bench.isPoisonous = false;
    bench.log.append('s', poisoned('a'));
    await bench.caughtUp();
    bench.isPoisonous = true;
    expect(verificationText(await verify())).toContain('a cannot be folded: Poisoned: poison');
  });

  test('looks at a build that is not read yet as well', async () => {
    await bench.rebuilt();
    await collection().updateOne({ _id: 'b' }, { $set: { sum: 7 } });
    expect(await verify()).toMatchObject({ build: 'tally_v1_b2', differing: 0 });
    expect(await verify('tally_v1_b1')).toMatchObject({ build: 'tally_v1_b1', differing: 1 });
  });

  test('that breaks off is none: a part is never taken for the whole', async () => {
    bench.log.cut({ away: true });
    await expect(verify()).rejects.toThrow('It waits for its engines.');
    bench.log.back();
  });
});
