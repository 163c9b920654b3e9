import { describe, expect, test } from '@jest/globals';
import type { Comparison } from '@doremi/projection-engine';
import { added } from '@doremi/projection-engine/testing';
import { comparisonText, verification } from '../cli/verification.js';
import { OperatorBench } from '../testing/operator-bench.js';

const B1 = 'tally_v1_b1';
const B2 = 'tally_v1_b2';

describe('a comparison of a rebuild with what was read before', () => {
  const bench = new OperatorBench();
  const collection = (build: string) =>
    bench.engine.mongo.database('main').collection<{ _id: string; sum?: number }>(build);
  const linesOf = (comparison: Comparison): string[] => comparisonText(comparison).split('\n');

  test.each([false, true])('finds nothing where both hold the same, also while they go on (full: %j)', async (full) => {
    await bench.rebuilt();
    let isOver = false;
    const busy = (async () => {
      while (!isOver) {
        bench.log.append('s', added('a'), added('b'), added('c'));
        await bench.caughtUp();
      }
    })();
    for (let time = 0; time < 5; time++)
      expect(await bench.client.compare(B2, { full })).toMatchObject({ differing: 0 });
    isOver = true;
    await busy;
    const comparison = await bench.client.compare(B2, { full });
    expect(comparisonText(comparison)).toBe(`${B2}: 3 documents, the same as in ${B1} (${full ? 0 : 3} by hash)`);
  });

  test('names what is other, what is new and what is not there any more', async () => {
    await collection(B1).updateOne({ _id: 'a' }, { $set: { sum: 7 }, $unset: { _hash: '' } });
    await collection(B1).deleteOne({ _id: 'b' });
    await collection(B1).insertOne({ _id: 'x', sum: 1 });
    await bench.rebuilt();
    expect(linesOf(await bench.client.compare(B2))).toEqual([
      `${B2}: 3 of 3 documents are not as in ${B1} (expected); 0 judged by hash; verify says which are right`,
      '  a  sum: expected 7, found 1',
      '  b was not there',
      '  x is not there any more',
    ]);
    expect(await bench.client.compare(B1)).toMatchObject({ build: B1, with: B2, differing: 3 });
  });

  test('takes a document that was changed behind its hash for the same; one that reads everything does not', async () => {
    await collection(B1).updateOne({ _id: 'a' }, { $set: { sum: 7 } });
    await bench.rebuilt();
    expect(await bench.client.compare(B2)).toMatchObject({ documents: 2, byHash: 2, differing: 0 });
    expect(linesOf(await bench.client.compare(B2, { full: true }))).toEqual([
      `${B2}: 1 of 2 documents are not as in ${B1} (expected); 0 judged by hash; verify says which are right`,
      '  a  sum: expected 7, found 1',
    ]);
    expect(await verification(bench.client, B1, () => undefined)).toMatchObject({ differing: 1 });
  });

  test('reads the documents of which a build has no hash, and no others', async () => {
    await bench.rebuilt();
    await collection(B1).updateOne({ _id: 'a' }, { $unset: { _hash: '' } });
    expect(await bench.client.compare(B2)).toMatchObject({ documents: 2, byHash: 1, differing: 0 });
    await collection(B2).updateMany({}, { $unset: { _hash: '' } });
    expect(await bench.client.compare(B2)).toMatchObject({ documents: 2, byHash: 0, differing: 0 });
    await collection(B2).updateOne({ _id: 'b' }, { $set: { sum: 7 } });
    expect(await bench.client.compare(B2)).toMatchObject({ byHash: 0, differing: 1 });
  });

  test('does not go by a hash that an older release has carried on to other content', async () => {
    await bench.rebuilt();
    const { _hash, ...stored } = { _hash: '', ...(await collection(B1).findOne({ _id: 'a' })) };
    bench.log.append('s', added('a'));
    await bench.caughtUp();
    for (const [build, sum] of [
      [B1, 3],
      [B2, 2],
    ] as const)
      await collection(build).updateOne({ _id: 'a' }, { $set: { ...stored, _hash, sum, _position: bench.log.last() } });
    expect(await bench.client.compare(B2)).toMatchObject({ documents: 2, byHash: 1, differing: 1 });
  });

  test('says what is wrong with how it was asked', async () => {
    await bench.rebuilt();
    const asked = (query: string) =>
      fetch(`${bench.url}/ops/projections/builds/${B2}/compare?${query}`, { method: 'POST' });
    for (const query of ['full', 'full=1', 'full=TRUE']) {
      const response = await asked(query);
      expect([response.status, await response.json()]).toEqual([
        400,
        expect.objectContaining({ code: 'FULL_INVALID' }),
      ]);
    }
    for (const [query, byHash] of [
      ['', 2],
      ['full=false', 2],
      ['full=true', 0],
    ] as const)
      expect(await (await asked(query)).json()).toMatchObject({ documents: 2, byHash });
  });

  test('needs another build', async () => {
    await expect(bench.client.compare(B1)).rejects.toThrow(`There is no other build to compare ${B1} with.`);
    await expect(bench.client.compare('nothing')).rejects.toThrow('There is no such build.');
  });
});
