import { createSecretKey } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Sealed } from '@doremi/domain';
import { macOf, open, seal } from './seal.js';

const key = createSecretKey(Buffer.alloc(32, 1));
const other = createSecretKey(Buffer.alloc(32, 2));
const of = { stream: 'cart-7', eventId: '1b' };

describe('what is sealed', () => {
  test('is what comes out again', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const sealed = JSON.parse(JSON.stringify(seal(key, 'alice.0', of, value))) as Sealed;
        expect(open(key, sealed)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  test('says nothing of it, and looks different each time', () => {
    const [one, again] = [seal(key, 'alice.0', of, 'Baker Street'), seal(key, 'alice.0', of, 'Baker Street')];
    expect(JSON.stringify(one)).not.toContain('Baker');
    expect(one.data).not.toBe(again.data);
    expect(one).toMatchObject({ keyId: 'alice.0', of });
  });

  test.each<[string, Partial<Sealed>]>([
    ['another stream', { of: { ...of, stream: 'cart-8' } }],
    ['another event', { of: { ...of, eventId: '2b' } }],
    ['other data', { data: 'AAAA' }],
    ['another tag', { tag: Buffer.alloc(16).toString('base64') }],
    ['a shorter tag', { tag: Buffer.alloc(4).toString('base64') }],
  ])('does not open with %s', (_, changed) => {
    expect(() => open(key, { ...seal(key, 'alice.0', of, 'x'), ...changed })).toThrow();
  });

  test('does not open with another key', () => {
    expect(() => open(other, seal(key, 'alice.0', of, 'x'))).toThrow();
  });

  /** As it stands in event stores: this release has to open it for good. */
  test('of an earlier release opens', () => {
    const stored = {
      iv: 'AAAAAAAAAAAAAAAA',
      tag: 'Lz0KqJowIdTpBF0JEC5eUw==',
      data: 'xBf2swFeIYWxC/srFgS1Ntyl+pL4',
      of,
    };
    expect(open(key, stored)).toEqual({ note: 'ring twice' });
  });
});

test('a hash by a key is the same by that key alone', () => {
  expect(macOf(key, 'text')).toBe(macOf(key, 'text'));
  expect(macOf(key, 'text')).not.toBe(macOf(other, 'text'));
});
