import { describe, expect, test } from '@jest/globals';
import { MARKS, people, saidBy } from './people.js';
import { hitsIn } from './search.js';

describe('a text is found', () => {
  const text = 'Ada Quillfeather-00001';
  test('as it is, and as often as it is there', () => {
    expect(hitsIn(Buffer.from(`{"name":"${text}"} ${text}`), 'Quillfeather')).toBe(2);
    expect(hitsIn(Buffer.from('{"name":"Bob"}'), 'Quillfeather')).toBe(0);
  });

  test('in two bytes a character', () => expect(hitsIn(Buffer.from(text, 'utf16le'), 'Quillfeather')).toBe(1));

  test.each(['', 'x', 'xy', 'xyz'])('in base64 behind "%s"', (before) => {
    const encoded = Buffer.from(`${before}${text}`).toString('base64');
    expect(hitsIn(Buffer.from(encoded), 'Quillfeather')).toBe(1);
  });
});

test('everybody says something of their own, with the marks in it', () => {
  const said = people(200).flatMap(saidBy);
  expect(new Set(said).size).toBe(800);
  for (const mark of Object.values(MARKS)) expect(said.filter((one) => one.includes(mark))).toHaveLength(200);
});
