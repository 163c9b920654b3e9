import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { beginningOf } from './beginning-of.js';

const FAMILY = '\u{1F468}\u200D\u{1F469}\u200D\u{1F467}';

test.each([
  ['', ''],
  ['Margherita', 'Margherita'],
  ['Quattro Stag', 'Quattro Stag'],
  ['Quattro Stagi', 'Quattro Stagi'],
  ['Quattro Stagioni', 'Quattro Stag…'],
  ['Pizza Romana alla Pala', 'Pizza Romana…'],
  ['W'.repeat(50), `${'W'.repeat(12)}…`],
  ['불고기 피자', '불고기 피자'],
  ['매콤한 불고기 고구마 피자', '매콤한 불고…'],
  [FAMILY.repeat(6), FAMILY.repeat(6)],
  [FAMILY.repeat(7), `${FAMILY.repeat(6)}…`],
  ['e\u0301'.repeat(20), `${'e\u0301'.repeat(12)}…`],
])('%s is %s', (name, beginning) => expect(beginningOf(name)).toBe(beginning));

test('nothing is longer than there is room, and nothing that people see as one character is cut', () => {
  const of = (text: string) => [...new Intl.Segmenter().segment(text)].map(({ segment }) => segment);
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 50 }), (name) => {
      const short = beginningOf(name);
      expect(of(short).length).toBeLessThanOrEqual(13);
      if (short !== name) expect(name.startsWith(short.slice(0, -1))).toBe(true);
    }),
  );
});
