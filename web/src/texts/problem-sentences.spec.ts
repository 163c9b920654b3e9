import { expect, test } from '@jest/globals';
import { sentences as en } from './problem-sentences.en.js';
import { sentences as ko } from './problem-sentences.ko.js';

const placesIn = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name).sort();

test('each code says the same of its problem in both languages', () => {
  expect(Object.keys(ko).sort()).toEqual(Object.keys(en).sort());
  for (const [code, text] of Object.entries(en))
    expect({ code, places: placesIn(ko[code as keyof typeof ko]) }).toEqual({ code, places: placesIn(text) });
});
