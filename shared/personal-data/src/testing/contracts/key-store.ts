import { describe, expect, test } from '@jest/globals';
import type { KeyStore } from '../../key-store.js';
import type { WrappedKey } from '../../wrapping-keys.js';

const wrapped = (by: string, data = by): WrappedKey => ({ by, iv: 'iv', tag: 'tag', data });
const NOW = '2026-11-28T10:00:00.000Z';
const LATER = '2026-11-28T11:00:00.000Z';

let made = 0;
const freshId = (): string => `key-${++made}.0`;
const sorted = (carts: readonly number[]): readonly number[] => [...carts].sort((a, b) => a - b);

/** What every key store promises. */
export const keyStoreContract = (store: () => KeyStore): void => {
  describe('a key', () => {
    test('is the one that was first, and remembers every cart', async () => {
      const keyId = freshId();
      expect(await store().add(keyId, wrapped('a'), 7)).toEqual({ keyId, wrapped: wrapped('a'), carts: [7] });
      await store().add(keyId, wrapped('b'), 9);
      const again = await store().add(keyId, wrapped('b'), 7);
      expect(again).toMatchObject({ keyId, wrapped: wrapped('a') });
      expect('carts' in again && sorted(again.carts)).toEqual([7, 9]);
    });

    test('is one for everybody who adds it at once', async () => {
      const keyId = freshId();
      const all = await Promise.all([1, 2, 3, 4, 5].map((n) => store().add(keyId, wrapped(`by ${n}`), n)));
      expect(new Set(all.map((entry) => 'wrapped' in entry && entry.wrapped.by)).size).toBe(1);
      const [entry] = await store().find([keyId]);
      expect(entry && 'carts' in entry && sorted(entry.carts)).toEqual([1, 2, 3, 4, 5]);
    });

    test('is found with others, and one that never was is not', async () => {
      const [one, other] = [freshId(), freshId()];
      await store().add(one, wrapped('a'), 1);
      await store().erase(other, NOW);
      const found = await store().find([one, other, freshId()]);
      expect(found.map(({ keyId }) => keyId).sort()).toEqual([one, other].sort());
    });

    test('that is erased leaves nothing but when, and never comes back', async () => {
      const keyId = freshId();
      await store().add(keyId, wrapped('a'), 1);
      await store().erase(keyId, NOW);
      await store().erase(keyId, LATER);
      expect(await store().add(keyId, wrapped('b'), 2)).toEqual({ keyId, erasedAt: NOW });
      expect(await store().find([keyId])).toEqual([{ keyId, erasedAt: NOW }]);
    });

    test('can be erased before it was', async () => {
      const keyId = freshId();
      await Promise.all([store().erase(keyId, NOW), store().erase(keyId, NOW)]);
      expect(await store().add(keyId, wrapped('a'), 1)).toEqual({ keyId, erasedAt: NOW });
    });
  });

  describe('what wrapped a key', () => {
    test('can be asked for, and changed while it is what it was', async () => {
      const [keyId, other, gone] = [freshId(), freshId(), freshId()];
      await store().add(keyId, wrapped('old'), 1);
      await store().add(other, wrapped('new'), 2);
      await store().add(gone, wrapped('old'), 3);
      await store().erase(gone, NOW);
      const names = async () => (await store().notWrappedBy(['new'], 1_000)).map((entry) => entry.keyId);
      expect(await names()).toContain(keyId);
      expect(await names()).not.toContain(other);
      expect(await names()).not.toContain(gone);
      await store().rewrap(keyId, wrapped('older'), wrapped('new'));
      expect(await names()).toContain(keyId);
      await store().rewrap(keyId, wrapped('old'), wrapped('new', 'again'));
      expect(await names()).not.toContain(keyId);
      expect(await store().find([keyId])).toEqual([{ keyId, wrapped: wrapped('new', 'again'), carts: [1] }]);
      await store().rewrap(gone, wrapped('old'), wrapped('new'));
      expect(await store().find([gone])).toEqual([{ keyId: gone, erasedAt: NOW }]);
      expect((await store().notWrappedBy([], 1)).length).toBe(1);
    });
  });

  test('it answers while it is there', async () => {
    await store().ping();
  });
};
