import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import type { OpenApiDocument } from '@doremi/http';
import type { AsyncApi } from '../catalogue/asyncapi.js';
import { eventBreaks } from './event-breaks.js';
import { httpBreaks } from './http-breaks.js';
import { inRepository } from '../catalogue/program.js';

const read = <Document>(path: string): Document => JSON.parse(readFileSync(inRepository(path), 'utf8')) as Document;
const golden = readdirSync(inRepository('shared/domain/src/events/golden'));
const events = read<AsyncApi>('contracts/events.json');
const http = read<OpenApiDocument>('contracts/http.json');

/** A copy with something changed in it; the names lead there, and null takes it away. */
const changed = <Document>(document: Document, names: readonly string[], value: unknown): Document => {
  const copy = structuredClone(document);
  const [last = '', ...path] = [...names].reverse();
  const holder = path
    .reverse()
    .reduce<Record<string, unknown>>(
      (part, name) => part[name] as Record<string, unknown>,
      copy as Record<string, unknown>,
    );
  if (holder[last] === undefined && value === null) throw new Error(`there is no ${names.join('.')}`);
  if (value === null) delete holder[last];
  else holder[last] = value;
  return copy;
};

describe('the events that were promised', () => {
  test('are kept by those of today', () => {
    expect(eventBreaks(events, read('docs/asyncapi.json'), golden)).toEqual([]);
  });

  const cartPaid = ['components', 'schemas', 'CartPaid', 'properties'];
  test.each<[string, AsyncApi, string]>([
    [
      'renamed',
      changed(events, ['components', 'messages', 'CartPaid'], null),
      'CartPaid: is gone, or has another name',
    ],
    ['less one field', changed(events, [...cartPaid, 'total'], null), 'CartPaid.total: is gone'],
    [
      'of another type',
      changed(events, [...cartPaid, 'total'], { type: 'string' }),
      'CartPaid.total: was "number", is "string"',
    ],
    [
      'with a field that old ones lack',
      changed(events, ['components', 'schemas', 'CartPaid', 'required'], ['tip']),
      'CartPaid.tip: is required now',
    ],
    [
      'in a new version that nobody reads the old one for',
      changed(events, ['components', 'messages', 'CookingStarted', 'x-schema-version'], 2),
      'CookingStarted: version 1 has no upcaster',
    ],
  ])('are broken by one that is %s', (_, now, told) => {
    expect(eventBreaks(events, now, golden)).toContain(told);
  });

  test('are kept by a field more, and by a version whose golden file is read', () => {
    const more = changed(events, ['components', 'schemas', 'CartPaid', 'properties', 'tip'], { type: 'number' });
    expect(eventBreaks(events, more, golden)).toEqual([]);
    const next = changed(events, ['components', 'messages', 'CartPaid', 'x-schema-version'], 2);
    expect(eventBreaks(events, next, ['CartPaid.v1.json'])).toEqual([]);
  });
});

describe('the API that was promised', () => {
  const add = ['paths', '/mycart/{cartId}/menu/{menuId}/add', 'post'];
  const quantity = [...add, 'requestBody', 'content', 'application/json', 'schema'];
  const cart = ['components', 'schemas', 'Cart'];
  test.each<[string, OpenApiDocument, RegExp]>([
    ['a route that is gone', changed(http, add, null), /add: is gone/],
    ['an answer that is gone', changed(http, [...add, 'responses', '202'], null), /never answers 202/],
    ['a field of an answer that is gone', changed(http, [...cart, 'properties', 'total'], null), /200\.total: is gone/],
    ['one that may be missing', changed(http, [...cart, 'required'], ['cartId']), /200\.total: may be missing/],
    [
      'one of another type',
      changed(http, [...cart, 'properties', 'cartId'], { type: 'string' }),
      /200\.cartId: was "integer"/,
    ],
    ['a field that must be sent', changed(http, [...quantity, 'required'], ['quantity']), /quantity: is required now/],
    [
      'a field that is not taken any more',
      changed(http, [...quantity, 'properties', 'quantity'], null),
      /quantity: is gone/,
    ],
    [
      'a limit drawn closer',
      changed(http, [...quantity, 'properties', 'quantity', 'maximum'], 9),
      /maximum 9 is stricter/,
    ],
  ])('is broken by %s', (_, now, told) => {
    expect(httpBreaks(http, now).join('\n')).toMatch(told);
  });

  const asked = [
    'paths',
    '/menus',
    'post',
    'requestBody',
    'content',
    'application/json',
    'schema',
    'properties',
    'price',
  ];
  const alternatives = (...anyOf: object[]): OpenApiDocument => changed(http, [...asked], { anyOf });
  const text = { type: 'string', pattern: '^\\d{1,8}(\\.\\d{1,2})?$' };
  test.each<[string, OpenApiDocument, string[]]>([
    ['one that takes more', alternatives({ type: 'number', minimum: 0 }, text), []],
    ['one with a limit drawn closer', alternatives({ type: 'number', minimum: 1 }, text), ['minimum 1 is stricter']],
    ['one of finer steps', alternatives({ type: 'number', multipleOf: 0.005 }, text), []],
    ['one of wider steps', alternatives({ type: 'number', multipleOf: 1 }, text), ['multipleOf 1 is stricter']],
    ['one less', alternatives({ type: 'number' }), [`anyOf ${JSON.stringify(text)}`]],
  ])('of several alternatives has %s', (_, now, told) => {
    expect(httpBreaks(http, now)).toEqual(told.map((one) => `POST /menus body.price: ${one}`));
  });

  test('is kept by a route and a field more', () => {
    const more = changed(
      changed(http, ['paths', '/tips'], { get: { responses: {} } }),
      [...cart, 'properties', 'tip'],
      {},
    );
    expect(httpBreaks(http, more)).toEqual([]);
    expect(httpBreaks(http, http)).toEqual([]);
  });
});
