import { expect, test } from '@jest/globals';
import { localeOf } from './locale.js';

test.each([
  ['en', ['en-GB', 'en-US', 'en'], 'en-GB'],
  ['en', ['ko-KR', 'en-AU'], 'en-AU'],
  ['en', ['ko-KR', 'ko'], 'en'],
  ['ko', ['en-GB', 'ko'], 'ko'],
  ['ko', ['kok-IN', 'en'], 'ko'],
  ['en', ['en-US@posix', 'en-CA'], 'en-CA'],
  ['en', [], 'en'],
])('%s for whoever reads %j is %s', (language, ofTheBrowser, locale) => {
  expect(localeOf(language, ofTheBrowser)).toBe(locale);
});
