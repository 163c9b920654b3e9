import { describe, expect, test } from '@jest/globals';
import { isRefusal } from '@doremi/event-sourcing';
import { Absent } from './fields.js';
import { Allergens, Flag, HttpsUrl, PriceDelta, Slug } from './menu-fields.js';
import { validated } from './validated.js';

class Fields {
  @Absent() @PriceDelta() delta?: number;
  @Absent() @Flag() flag?: boolean;
  @Absent() @Slug() slug?: string;
  @Absent() @Allergens() allergens?: readonly string[];
  @Absent() @HttpsUrl({ max: 40 }) url?: string;
}

describe('fields of menus', () => {
  test.each([
    [{ delta: '-1.50' }, { delta: -150 }],
    [{ delta: 2 }, { delta: 200 }],
    [{ flag: false }, { flag: false }],
    [{ slug: 'extra-cheese-2' }, { slug: 'extra-cheese-2' }],
    [{ allergens: [] }, { allergens: [] }],
    [{ allergens: ['milk', 'gluten'] }, { allergens: ['milk', 'gluten'] }],
    [{ url: 'https://doremi.example/a.jpg?size=1#x' }, { url: 'https://doremi.example/a.jpg?size=1#x' }],
  ])('%j is read as %j', (plain, read) => expect(validated(Fields, plain)).toEqual(read));

  test.each([
    ...[{ delta: 1.005 }, { delta: 'x' }, { delta: null }, { delta: -10_000_000.01 }],
    ...[{ flag: 'true' }, { flag: 1 }, { flag: null }],
    ...[{ slug: '' }, { slug: 'Big' }, { slug: 'a b' }, { slug: 'x'.repeat(31) }, { slug: 5 }],
    ...[{ allergens: 'milk' }, { allergens: ['Milk'] }, { allergens: ['milk', 'milk'] }, { allergens: [null] }],
    ...[
      { url: 'http://doremi.example/' },
      { url: 'https://' },
      { url: 'https://a b/' },
      { url: 'javascript:alert(1)' },
    ],
    ...[{ url: 'https://kim:secret@doremi.example/' }, { url: 'https://doremi.example/"><b>' }, { url: 7 }],
    { url: `https://doremi.example/${'x'.repeat(40)}` },
  ])('%j is refused', (plain) => {
    const outcome = validated(Fields, plain);
    expect(isRefusal(outcome) && outcome.refused).toBe('FIELDS_INVALID');
  });
});
