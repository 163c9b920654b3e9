import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { idOfPlaces, placesIn } from './places.js';

const name = fc.stringMatching(/^(board:[1-9]\d{0,5}|order:\d\/owner|offers)$/);
const place = fc.stringMatching(/^[0-9a-f]{16}-[0-9a-f]{16}(@[1-9])?$/);

test('places come back out of the id that they went into', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.tuple(name, place), { selector: ([one]) => one }), (pairs) => {
      const places = placesIn(idOfPlaces(new Map(pairs)));
      for (const [one, at] of pairs) expect(places.get(one)).toBe(at);
    }),
  );
});

test('whatever else comes as an id is read without a fault', () => {
  fc.assert(fc.property(fc.string(), (text) => void placesIn(text)));
});
