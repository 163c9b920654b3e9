import { describe, expect, test } from '@jest/globals';
import { positionOf } from '@doremi/event-sourcing';
import { contentOf, fingerprintOf, type StoredDocument, storedWith } from './stored-document.js';

const at = (n: bigint) => positionOf(n, n);
const stored = (document: object, n = 1n): StoredDocument => ({
  ...document,
  _id: 'k',
  ...storedWith(document, at(n)),
});
const hashOf = (document: StoredDocument) => fingerprintOf(document).hash;

describe('what is stored of a document', () => {
  test('comes back as it was folded', () => {
    const content = { key: 'k', position: at(1n), document: { a: 1, b: [{ c: null }] } };
    expect(contentOf(stored(content.document))).toEqual(content);
    expect(Object.keys(contentOf(stored(content.document)).document)).toEqual(['a', 'b']);
  });

  test('has the hash of its content, and of no other', () => {
    expect(hashOf(stored({ a: 1, b: undefined }))).toBe(hashOf(stored({ a: 1 })));
    expect(hashOf(stored({ a: 2 }))).not.toBe(hashOf(stored({ a: 1 })));
  });

  test('has no hash where an older release wrote it', () => {
    const { _hash, ...older } = stored({ a: 1 });
    expect(fingerprintOf(older)).toEqual({ key: 'k', position: at(1n), hash: null });
  });

  test('has no hash where an older release took it for a field, and carried it on', () => {
    const folded = { ...stored({ a: 1 }), a: 2, _position: at(2n) };
    expect(hashOf(folded)).toBeNull();
  });

  test.each<[string, object]>([
    ['hash', { _hash: 5 }],
    ['position', { _position: undefined }],
  ])('has no hash where somebody changed its %s by hand', (_, changed) => {
    expect(hashOf({ ...stored({ a: 1 }), ...changed })).toBeNull();
  });
});
