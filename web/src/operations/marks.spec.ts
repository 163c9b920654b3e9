import { describe, expect, test } from '@jest/globals';
import { marksIn } from '../../runbooks.js';

describe('a runbook becomes marks', () => {
  test.each([
    ['# A & B', [['h1', ['A & B'], 'a--b']]],
    ['a **b** `c<d>&lt;` &lt; \\*', [['p', ['a ', ['strong', ['b']], ' ', ['code', ['c<d>&lt;']], ' < ', '*']]]],
    ['[x](rebuild.md#y)', [['p', [['a', ['x'], 'rebuild.md#y']]]]],
    [
      '1. a\n2. b',
      [
        [
          'ol',
          [
            ['li', ['a']],
            ['li', ['b']],
          ],
        ],
      ],
    ],
    ['```sh\na < b && c\n```', [['pre', ['a < b && c']]]],
    [
      '| a | b |\n| - | - |\n| 1 | `2` |',
      [
        [
          'table',
          [
            [
              'thead',
              [
                [
                  'tr',
                  [
                    ['th', ['a']],
                    ['th', ['b']],
                  ],
                ],
              ],
            ],
            [
              'tbody',
              [
                [
                  'tr',
                  [
                    ['td', ['1']],
                    ['td', [['code', ['2']]]],
                  ],
                ],
              ],
            ],
          ],
        ],
      ],
    ],
  ])('%j', (text, marks) => {
    expect(marksIn(text)).toEqual(marks);
  });

  test('and HTML is none', () => {
    expect(() => marksIn('a <script>alert(1)</script>')).toThrow("which the pages can't show");
  });
});
