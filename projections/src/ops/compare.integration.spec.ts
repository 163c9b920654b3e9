import { describe, expect, test } from '@jest/globals';
import { added } from '@doremi/projection-engine/testing';
import { comparisonText } from '../cli/verification.js';
import { OperatorBench } from '../testing/operator-bench.js';

const B1 = 'tally_v1_b1';
const B2 = 'tally_v1_b2';

describe('a comparison of a rebuild with what was read before', () => {
  const bench = new OperatorBench();
  const collection = (build: string) =>
    bench.engine.mongo.database('main').collection<{ _id: string; sum?: number }>(build);

  test('finds nothing where both hold the same, also while they go on', async () => {
    await bench.rebuilt();
    let isOver = false;
    const busy = (async () => {
      while (!isOver) {
        bench.log.append('s', added('a'), added('b'), added('c'));
        await bench.caughtUp();
      }
    })();
    for (let time = 0; time < 5; time++) expect(await bench.client.compare(B2)).toMatchObject({ differing: 0 });
    isOver = true;
    await busy;
    const comparison = await bench.client.compare(B2);
    expect(comparison && comparisonText(comparison)).toBe(`${B2}: 3 documents, the same as in ${B1}`);
  });

  test('names what is other, what is new and what is not there any more', async () => {
    await collection(B1).updateOne({ _id: 'a' }, { $set: { sum: 7 } });
    await collection(B1).deleteOne({ _id: 'b' });
    await collection(B1).insertOne({ _id: 'x', sum: 1 });
    await bench.rebuilt();
    const comparison = await bench.client.compare(B2);
    expect(comparison && comparisonText(comparison).split('\n')).toEqual([
      `${B2}: 3 of 3 documents are not as in ${B1} (expected); verify says which are right`,
      '  a  sum: expected 7, found 1',
      '  b was not there',
      '  x is not there any more',
    ]);
    expect(await bench.client.compare(B1)).toMatchObject({ build: B1, with: B2, differing: 3 });
  });

  test('needs another build', async () => {
    await expect(bench.client.compare(B1)).rejects.toThrow(`There is no other build to compare ${B1} with.`);
    await expect(bench.client.compare('nothing')).rejects.toThrow('There is no such build.');
  });
});
