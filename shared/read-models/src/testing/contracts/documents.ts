import { beforeEach, describe, expect, test } from '@jest/globals';
import { positionOf } from '@doremi/event-sourcing';
import type { DocumentWrite } from '../../documents.js';
import type { ReadModelStore } from '../../read-model-store.js';

const at = (n: bigint) => positionOf(n, n);

/** What the documents of every read-model store promise: a write takes effect where its document is as it was read. */
export const documentsContract = (store: () => ReadModelStore): void => {
  let documents: ReturnType<ReadModelStore['documentsOf']>;
  let build: Parameters<ReadModelStore['documentsOf']>[0];
  let builds = 0;

  const another = () => ({ id: `model_v1_b${++builds}`, database: 'main' as const });
  beforeEach(() => {
    build = another();
    documents = store().documentsOf(build);
  });

  const write = (key: string, value: number, position: bigint, was: bigint | null = null): DocumentWrite => ({
    key,
    document: { value },
    position: at(position),
    was: was === null ? null : at(was),
  });

  const all = async <Item>(items: AsyncIterable<Item>): Promise<Item[]> => {
    const found: Item[] = [];
    for await (const item of items) found.push(item);
    return found;
  };

  const loaded = async (key: string) => (await documents.load([key])).get(key);

  describe('documents', () => {
    test('are written where they still are as they were read', async () => {
      expect(await documents.write([write('a', 1, 1n), write('b', 1, 2n)])).toEqual([]);
      expect(await documents.write([write('a', 2, 3n, 1n), write('c', 1, 4n)])).toEqual([]);
      const all = await documents.load(['a', 'b', 'c', 'd']);
      expect(Object.fromEntries(all)).toEqual({
        a: { document: { value: 2 }, position: at(3n) },
        b: { document: { value: 1 }, position: at(2n) },
        c: { document: { value: 1 }, position: at(4n) },
      });
    });

    test('a write that comes late has no effect and is named; the others of its batch have theirs', async () => {
      await documents.write([write('a', 1, 1n), write('b', 1, 1n)]);
      await documents.write([write('a', 2, 5n, 1n)]);
      expect(await documents.write([write('a', 99, 3n, 1n), write('b', 2, 3n, 1n)])).toEqual(['a']);
      expect(await loaded('a')).toEqual({ document: { value: 2 }, position: at(5n) });
      expect(await loaded('b')).toEqual({ document: { value: 2 }, position: at(3n) });
    });

    test('a first write that lost a race has no effect and is named', async () => {
      await documents.write([write('a', 1, 5n)]);
      expect(await documents.write([write('a', 99, 3n), write('b', 1, 3n)])).toEqual(['a']);
      expect(await loaded('a')).toEqual({ document: { value: 1 }, position: at(5n) });
      expect(await loaded('b')).toEqual({ document: { value: 1 }, position: at(3n) });
    });

    test('the same write again, because its answer was lost, counts as done', async () => {
      await documents.write([write('a', 1, 1n)]);
      expect(await documents.write([write('a', 1, 1n)])).toEqual([]);
      await documents.write([write('a', 2, 2n, 1n)]);
      expect(await documents.write([write('a', 2, 2n, 1n)])).toEqual([]);
    });

    test('more than one command carries', async () => {
      const many = Array.from({ length: 1_200 }, (_, index) => write(`k${index}`, index, 1n));
      expect(await documents.write(many)).toEqual([]);
      expect(await documents.count()).toBe(1_200);
      expect(await documents.isEmpty()).toBe(false);
      await documents.drop();
      expect(await documents.count()).toBe(0);
      expect(await documents.isEmpty()).toBe(true);
    });

    test('come one after the other in the order of their keys, as they were written', async () => {
      await documents.write([write('b', 2, 2n), write('c', 3, 1n), write('a', 1, 3n)]);
      expect(await all(store().scan(build))).toEqual([
        { key: 'a', document: { value: 1 }, position: at(3n) },
        { key: 'b', document: { value: 2 }, position: at(2n) },
        { key: 'c', document: { value: 3 }, position: at(1n) },
      ]);
    });

    test('have fingerprints: the same where the same was written at the same position, others for other content', async () => {
      const other = another();
      await documents.write([write('b', 1, 1n), write('c', 1, 1n), write('a', 1, 1n)]);
      await documents.write([write('b', 2, 2n, 1n)]);
      await store()
        .documentsOf(other)
        .write([write('a', 1, 1n), write('b', 3, 2n), write('d', 1, 1n)]);
      const [ones, others] = [await all(store().fingerprints(build)), await all(store().fingerprints(other))];
      expect(ones.map(({ key, position }) => [key, position])).toEqual([
        ['a', at(1n)],
        ['b', at(2n)],
        ['c', at(1n)],
      ]);
      expect(others.map(({ key }) => key)).toEqual(['a', 'b', 'd']);
      expect([...ones, ...others].map(({ hash }) => typeof hash)).toEqual(Array(6).fill('string'));
      expect(others[0]).toEqual(ones[0]);
      expect(others[1]?.hash).not.toBe(ones[1]?.hash);
    });
  });
};
