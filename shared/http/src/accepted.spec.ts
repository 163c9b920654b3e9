import { expect, test } from '@jest/globals';
import { acceptedOf } from './accepted.js';

const OFFERED = ['application/json', 'text/plain', 'image/svg+xml'];

test.each([
  [undefined, 'application/json'],
  ['*/*', 'application/json'],
  ['application/*', 'application/json'],
  ['text/plain', 'text/plain'],
  ['TEXT/Plain; charset=utf-8', 'text/plain'],
  ['text/*', 'text/plain'],
  ['image/svg+xml, text/plain', 'text/plain'],
  ['text/plain;q=0.5, image/svg+xml', 'image/svg+xml'],
  ['text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8', 'application/json'],
  ['*/*;q=0.1, application/json;q=0', 'text/plain'],
  ['text/*;q=0.9, text/plain;q=0.1, image/*;q=0.5', 'image/svg+xml'],
  ['application/pdf', 'application/json'],
  ['text/plain;q=nonsense', 'text/plain'],
  ['', 'application/json'],
])('of %p it is %s', (accept, type) => expect(acceptedOf(accept, OFFERED)).toBe(type));
