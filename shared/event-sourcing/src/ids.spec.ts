import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { eventIdOf, idOf } from './ids.js';

const part = fc.oneof(fc.string({ maxLength: 4 }), fc.integer());
const parts = fc.array(part, { minLength: 1, maxLength: 4 });

describe('ids', () => {
  test('are UUIDs of version 5, the same on every machine and for ever', () => {
    expect(idOf('request', 'alice', 1)).toBe('4b22bdbc-eb4a-551c-9db3-0250289a782c');
    expect(idOf('a')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  test('differ exactly when their parts do', () => {
    fc.assert(
      fc.property(parts, parts, (a, b) => {
        expect(idOf(...a) === idOf(...b)).toBe(JSON.stringify(a) === JSON.stringify(b));
      }),
    );
  });

  test.each([
    [['a|b'], ['a', 'b']],
    [
      ['a', 'b,c'],
      ['a,b', 'c'],
    ],
    [
      ['a"', 'b'],
      ['a', '"b'],
    ],
  ])('%j does not run together with %j', (a, b) => {
    expect(idOf(...a)).not.toBe(idOf(...b));
  });

  test("a command's events have ids of their own", () => {
    expect(eventIdOf('c', 0)).not.toBe(eventIdOf('c', 1));
    expect(eventIdOf('c', 0)).toBe(eventIdOf('c', 0));
  });
});
