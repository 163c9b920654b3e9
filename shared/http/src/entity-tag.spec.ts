import { describe, expect, test } from '@jest/globals';
import { entityTag, versionIn, versionOf } from './entity-tag.js';

describe('the version in a body', () => {
  test.each<[unknown, number | null]>([
    [{ version: 3 }, 3],
    [{ revision: 2 }, 2],
    [{ version: 3, revision: 2 }, 3],
    [{ version: '3' }, null],
    [{ items: [{ version: 3 }] }, null],
    [[], null],
    [null, null],
    [undefined, null],
  ])('%j', (body, version) => expect(versionIn(body)).toBe(version));
});

describe('an ETag', () => {
  test('is another one for another body, and for another version', () => {
    const tags = [entityTag(3, 'a'), entityTag(3, 'b'), entityTag(4, 'a')];
    expect(new Set(tags).size).toBe(3);
    for (const tag of tags) expect(tag).toMatch(/^"v\d-[\w-]{27}"$/);
  });

  test('names the version to If-Match, also when a door on the way has changed it', () => {
    const tag = entityTag(12, 'body');
    for (const given of [tag, `W/${tag}`, tag.replace(/"$/, '-gzip"')]) expect(versionOf(given)).toBe(12);
  });
});

test.each<[string, number | null]>([
  ['3', 3],
  ['"3"', 3],
  ['W/"3"', 3],
  ['', null],
  ['three', null],
  ['-1', null],
  ['"2', null],
  ['2"', null],
  ['1234567890', null],
  ['"1", "2"', null],
  // Of a body without a version: its first part is a length.
  ['"15-abcdefghijklmnopqrstuvwxyz0"', null],
  ['v3-abc', null],
])('If-Match: %s', (given, version) => expect(versionOf(given)).toBe(version));
