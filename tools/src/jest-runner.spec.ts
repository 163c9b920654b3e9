import { describe, expect, test } from '@jest/globals';

class Size {
  constructor(readonly size: number) {}
}

/** `expect` is loaded once per worker, outside of the sandbox that this runs in: what is built in is another there. */
describe('what expect tells apart', () => {
  test.each<[string, unknown, unknown]>([
    ['errors by what they say', new Error('a'), new Error('b')],
    ['dates', new Date(0), new Date(1)],
    ['lists', [1], [2]],
    ['sets', new Set([1]), new Set([2])],
    ['maps', new Map([[1, { a: 1 }]]), new Map([[1, { a: 2 }]])],
    ['bytes', Uint8Array.of(1), Uint8Array.of(2)],
    ['bytes outside of the sandbox', Buffer.from('a'), Buffer.from('b')],
    ['patterns', /a/, /a/i],
    ['big numbers', 1n, 2n],
    ['kinds of numbers', 1n, 1],
    ['a list from its like', [1], { 0: 1, length: 1 }],
    ['0 and -0', 0, -0],
  ])('%s', (_, one, other) => {
    expect(one).not.toEqual(other);
    expect({ of: [one] }).not.toStrictEqual({ of: [other] });
    expect(() => expect(one).toEqual(other)).toThrow('toEqual');
  });

  test('an instance from its like, and what is undefined from what is not there, where it is strict', () => {
    expect(new Size(1)).toEqual({ size: 1 });
    expect(new Size(1)).not.toStrictEqual({ size: 1 });
    expect({ size: undefined }).not.toStrictEqual({});
  });

  test.each([
    ['a', String],
    [1, Number],
    [true, Boolean],
    [1n, BigInt],
    [Symbol('a'), Symbol],
    [() => 1, Function],
    [[1], Array],
    [new Date(), Date],
    [new Map(), Map],
    [new Size(1), Size],
    [Buffer.from('a'), Buffer],
  ])('whether %p is any %p', (one, type) => {
    expect({ one }).toEqual({ one: expect.any(type) });
    expect({ one: null }).not.toEqual({ one: expect.any(type) });
    expect({ one: { type } }).not.toEqual({ one: expect.any(type) });
  });

  test('errors by their class, and where they were thrown', async () => {
    const fail = (): never => {
      throw new RangeError('too far');
    };
    expect(fail).toThrow(RangeError);
    expect(fail).toThrow(Error);
    expect(fail).toThrow(new RangeError('too far'));
    expect(fail).not.toThrow(TypeError);
    expect(() => expect(fail).toThrow(TypeError)).toThrow('toThrow');
    await expect(Promise.reject(new RangeError('too far'))).rejects.toBeInstanceOf(RangeError);
    await expect(expect(Promise.resolve(1)).rejects.toThrow()).rejects.toThrow('resolved instead of rejected');
  });
});
