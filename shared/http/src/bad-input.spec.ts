import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { withRoutes } from './testing/served.js';
import { Absent, Price, Text, Whole } from './fields.js';
import { PageQuery } from './paging.js';
import { get, post } from './route.js';
import { madeUp } from './testing/made-up.js';

class Card {
  @Text({ max: 100 }) name!: string;
  @Price() price!: number;
  @Absent() @Whole({ min: 1, max: 99 }) quantity = 1;
}

class AllOptional {
  @Absent() @Text({ max: 10 }) note?: string;
}

const { call } = withRoutes(() => [
  get('/things', { ...madeUp, roles: 'all', query: PageQuery }, ({ query }) => ({ status: 200, body: { ...query } })),
  post('/things', { ...madeUp, roles: 'all', body: Card }, ({ body }) => ({ status: 201, body: { ...body } })),
  post('/things/:thingId/note', { ...madeUp, roles: 'all', body: AllOptional }, ({ body }) => ({
    status: 200,
    body: { ...body },
  })),
]);

const card = { name: 'pizza', price: 150 };
const fieldsOf = (body: Record<string, unknown>) =>
  (body.errors as { field: string; code: string }[]).map(({ field, code }) => `${field} ${code}`).sort();

describe('a body', () => {
  test('arrives converted: digit and decimal strings are numbers, money is in minor units', async () => {
    const { status, body } = await call('POST', '/things', { name: 'pizza', price: '150.0', quantity: '3' });
    expect({ status, body }).toEqual({ status: 201, body: { name: 'pizza', price: 15000, quantity: 3 } });
  });

  test.each<[string, unknown, string[]]>([
    ['a missing field', { price: 1 }, ['name MISSING']],
    ['nothing at all', {}, ['name MISSING', 'price MISSING']],
    ['an unknown field', { ...card, colour: 'red' }, ['colour UNKNOWN_FIELD']],
    ['__proto__', '{"name":"a","price":1,"__proto__":{"admin":true}}', ['__proto__ UNKNOWN_FIELD']],
    ['constructor', { ...card, constructor: 1 }, ['constructor UNKNOWN_FIELD']],
    ['toString', { ...card, toString: 'x' }, ['toString UNKNOWN_FIELD']],
    ['a number for text', { ...card, name: 5 }, ['name TEXT']],
    ['an object for text', { ...card, name: { a: 1 } }, ['name TEXT']],
    ['a list for text', { ...card, name: ['pizza'] }, ['name TEXT']],
    ['empty text', { ...card, name: '' }, ['name TEXT']],
    ['blanks', { ...card, name: ' \t ' }, ['name TEXT']],
    ['NUL in a name', { ...card, name: 'piz\0za' }, ['name TEXT']],
    ['a broken surrogate', '{"name":"a\\ud83d","price":1}', ['name TEXT']],
    ['101 characters', { ...card, name: 'a'.repeat(101) }, ['name TEXT']],
    ['101 emoji', { ...card, name: '🍕'.repeat(101) }, ['name TEXT']],
    ['null for text', { ...card, name: null }, ['name TEXT']],
    ['null for money', { ...card, price: null }, ['price MONEY']],
    ['null for what may be missing', { ...card, quantity: null }, ['quantity WHOLE']],
    ['negative money', { ...card, price: -1 }, ['price MONEY']],
    ['money with three decimals', { ...card, price: 1.005 }, ['price MONEY']],
    ['too much money', { ...card, price: 10_000_000.01 }, ['price MONEY']],
    ['money in words', { ...card, price: 'ten' }, ['price MONEY']],
    ['money that is true', { ...card, price: true }, ['price MONEY']],
    ['1e999', '{"name":"a","price":1e999}', ['price MONEY']],
    ['half a piece', { ...card, quantity: 1.5 }, ['quantity WHOLE']],
    ['"1.5" pieces', { ...card, quantity: '1.5' }, ['quantity WHOLE']],
    ['none', { ...card, quantity: 0 }, ['quantity WHOLE']],
    ['more than the most', { ...card, quantity: 100 }, ['quantity WHOLE']],
    ['a list of pieces', { ...card, quantity: [1] }, ['quantity WHOLE']],
    ['everything wrong', { name: 1, price: 'x', extra: 0 }, ['extra UNKNOWN_FIELD', 'name TEXT', 'price MONEY']],
  ])('with %s is 400 and says where', async (_, body, errors) => {
    const answer = await call('POST', '/things', body);
    expect(answer).toMatchObject({ status: 400, body: { code: 'FIELDS_INVALID', status: 400 } });
    expect(fieldsOf(answer.body)).toEqual(errors);
    expect(answer.headers.get('Content-Type')).toMatch('application/problem+json');
  });

  test.each(['🍕 Ünïcödé 피자 👨‍👩‍👧', '🍕'.repeat(100), ' spaces kept ', '<script>"\'', '\u0001\u200b'])(
    'keeps the name %j exactly',
    async (name) => {
      expect((await call('POST', '/things', { ...card, name })).body).toMatchObject({ name });
    },
  );

  test.each<[string, string | Uint8Array]>([
    ['broken JSON', '{"name":'],
    ['text', 'hello'],
    ['two values', '{}{}'],
    ['bytes that are no UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x7d])],
    ['UTF-16', Buffer.from(JSON.stringify(card), 'utf16le')],
  ])('of %s is 400', async (_, body) => {
    expect(await call('POST', '/things', body)).toMatchObject({ status: 400, body: { code: 'BODY_NOT_JSON' } });
  });

  test.each(['[]', 'null', '5', '"text"', 'true', '[{"name":"a"}]'])('%s is 400: it is no object', async (body) => {
    expect(await call('POST', '/things', body)).toMatchObject({ status: 400, body: { code: 'BODY_NOT_OBJECT' } });
  });

  test('nested a thousand times deep is 400', async () => {
    const deep = `{"name":${'['.repeat(20_000)}${']'.repeat(20_000)},"price":1}`;
    expect(await call('POST', '/things', deep)).toMatchObject({ status: 400, body: { code: 'FIELDS_INVALID' } });
  });

  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'nonsense',
    'application/jsonp',
  ])('of type %s is 415', async (type) => {
    const answer = await call('POST', '/things', card, { 'Content-Type': type });
    expect(answer).toMatchObject({ status: 415, body: { code: 'UNSUPPORTED_MEDIA_TYPE' } });
  });

  test.each(['application/json', 'application/json; charset=utf-8', 'application/vnd.doremi+json', 'APPLICATION/JSON'])(
    'of type %s is taken',
    async (type) => {
      expect(await call('POST', '/things', card, { 'Content-Type': type })).toMatchObject({ status: 201 });
    },
  );

  test.each(['application/json', 'text/plain', 'application/x-www-form-urlencoded'])(
    'that is empty is fine where every field is optional, even as %s',
    async (type) => {
      const answer = await call('POST', '/things/1/note', '', { 'Content-Type': type });
      expect(answer).toMatchObject({ status: 200, body: {} });
    },
  );

  test('over 100 kB is 413, and up to it fine', async () => {
    const ofLength = (length: number) => `{"name":"a","price":1}`.padEnd(length);
    expect(await call('POST', '/things', ofLength(100_000))).toMatchObject({ status: 201 });
    const tooLarge = await call('POST', '/things', ofLength(100_001));
    expect(tooLarge).toMatchObject({ status: 413, body: { code: 'BODY_TOO_LARGE' } });
    expect(await call('POST', '/nowhere', ofLength(200_000))).toMatchObject({ status: 404 });
  });

  test('may be compressed, and is measured unpacked', async () => {
    const gzip = { 'Content-Encoding': 'gzip' };
    expect(await call('POST', '/things', gzipSync(JSON.stringify(card)), gzip)).toMatchObject({ status: 201 });
    expect(await call('POST', '/things', gzipSync(' '.repeat(200_000)), gzip)).toMatchObject({ status: 413 });
    expect(await call('POST', '/things', Buffer.from('no gzip'), gzip)).toMatchObject({ status: 400 });
    expect(await call('POST', '/things', card, { 'Content-Encoding': 'zzz' })).toMatchObject({ status: 415 });
  });
});

describe('a query', () => {
  test.each([
    ['', { limit: 50 }],
    ['?limit=200', { limit: 200 }],
    ['?limit=1&cursor=abc', { limit: 1, cursor: 'abc' }],
  ])('%s is read', async (query, body) => {
    expect((await call('GET', `/things${query}`)).body).toEqual(body);
  });

  test.each([
    ['?limit=0', ['limit WHOLE']],
    ['?limit=201', ['limit WHOLE']],
    ['?limit=ten', ['limit WHOLE']],
    ['?limit=', ['limit WHOLE']],
    ['?limit=1&limit=2', ['limit WHOLE']],
    ['?colour=red', ['colour UNKNOWN_FIELD']],
    ['?__proto__=1', ['__proto__ UNKNOWN_FIELD']],
    ['?limit[]=1', ['limit[] UNKNOWN_FIELD']],
    ['?cursor=%00', ['cursor TEXT']],
  ])('%s is 400', async (query, errors) => {
    const answer = await call('GET', `/things${query}`);
    expect(answer).toMatchObject({ status: 400, body: { code: 'FIELDS_INVALID' } });
    expect(fieldsOf(answer.body)).toEqual(errors);
  });
});
