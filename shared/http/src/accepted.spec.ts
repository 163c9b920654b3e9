import { expect, test } from '@jest/globals';
import { acceptedLanguageOf, acceptedOf } from './accepted.js';

const OFFERED = ['application/json', 'text/plain', 'image/svg+xml'];

test.each([
  [undefined, 'application/json'],
  ['*/*', 'application/json'],
  ['application/*', 'application/json'],
  ['text/plain', 'text/plain'],
  ['TEXT/Plain; charset=utf-8', 'text/plain'],
  ['text/*', 'text/plain'],
  ['image/svg+xml, text/plain', 'image/svg+xml'],
  ['text/plain;q=0.5, image/svg+xml', 'image/svg+xml'],
  ['text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8', 'application/json'],
  ['*/*;q=0.1, application/json;q=0', 'text/plain'],
  ['text/*;q=0.9, text/plain;q=0.1, image/*;q=0.5', 'image/svg+xml'],
  ['application/pdf', 'application/json'],
  ['text/plain;q=nonsense', 'application/json'],
  ['', 'application/json'],
])('of %p it is %s', (accept, type) => expect(acceptedOf(accept, OFFERED)).toBe(type));

test.each([
  [undefined, 'en'],
  ['', 'en'],
  ['*', 'en'],
  ['ko', 'ko'],
  ['KO-kr', 'ko'],
  ['ko-KR,ko;q=0.9,en-US;q=0.8,en;q=0.7', 'ko'],
  ['en-US,en;q=0.9,ko;q=0.8', 'en'],
  ['de-DE,de;q=0.9,ko;q=0.3', 'ko'],
  ['ko-KR, ko;q=0.1, en;q=0.5', 'en'],
  ['ko, en', 'ko'],
  ['en, ko', 'en'],
  ['en;q=0.5, ko;q=0.7', 'ko'],
  ['ko;q=0, *', 'en'],
  ['en;q=0, *;q=0.1', 'ko'],
  ['de, en;q=0.2, *;q=0.1', 'en'],
  ['en;q=0', 'en'],
  ['ko;q=0', 'en'],
  ['kok', 'en'],
  ['ja, zh-Hant', 'en'],
  ['ko;q=nonsense', 'en'],
])('of %p the language is %s', (accept, language) => expect(acceptedLanguageOf(accept, ['en', 'ko'])).toBe(language));
