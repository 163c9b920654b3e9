import { expect, test } from '@jest/globals';
import { boundsIn, fieldInWords } from './field-names.js';

const NAMES = { optionGroups: 'Choice', options: 'Option', name: 'Name' };

test('a field is called as people call it, with its place in lists', () => {
  expect(fieldInWords('name', NAMES)).toBe('Name');
  expect(fieldInWords('optionGroups[0].options[1].name', NAMES)).toBe('Choice 1 › Option 2 › Name');
});

test('a field that has no name in words has none', () => {
  expect(fieldInWords('constructor', NAMES)).toBeNull();
  expect(fieldInWords('options[0].colour', NAMES)).toBeNull();
  expect(fieldInWords('', NAMES)).toBeNull();
});

test('the bounds are those of the detail', () => {
  expect(boundsIn('must be a whole number from 1 to 99')).toEqual({ least: 1, most: 99 });
  expect(boundsIn('must be an amount from -0.01 to 999999.99 with at most two decimals')).toEqual({
    ...{ least: -0.01, most: 999_999.99 },
  });
  expect(boundsIn('must be an object')).toEqual({});
});
