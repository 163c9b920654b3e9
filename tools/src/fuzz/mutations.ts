import { gzipSync } from 'node:zlib';
import type { Seeded } from '../chaos/seeded.js';
import type { FuzzRequest } from './request.js';
import { requestOf, type Draft } from './well-formed.js';

type Mutation = (draft: Draft, random: Seeded) => FuzzRequest;
type List = readonly [string, ...string[]];

const HUGE = 'x'.repeat(200_000);
/** Accepted amounts among them are multiples of .05, so that no quantity of them is one of the payment provider's odd cents. */
const ODD_VALUES: readonly [unknown, ...unknown[]] = [
  null,
  ...[true, false, '', ' ', 'x', '0', '-1', '1e3', '150.0', '999999999999999999999', 'NaN', '\u0000', '\ufeff'],
  ...[0, -1, -0, 0.5, 1.5, 1e21, 1e-7, 10_000_000, 10_000_000.01, 150.001, Number.MAX_SAFE_INTEGER + 2],
  ...[[], [[]], {}, { $gt: '' }, { toString: 1 }, [null], HUGE, '😀'.repeat(101), '\ud800', '2026-02-30T00:00:00Z'],
];
const ODD_IDS: List = [
  ...(['0', '-1', '1.5', '999999999999999', '9999999999999999', '1e3', '0x1', 'abc', '%00', '%2e%2e', '%ff'] as const),
  ...(['%E0%A4%A', '1%2F2', '한', '1;2', '*', "'", '%', '%zz', '01', '+1', ' 1', '1 ', 'x'.repeat(3_000)] as const),
];
const ODD_TYPES: List = [
  ...(['text/plain', 'application/xml', 'application/json; charset=utf-16', 'application/json; charset=x'] as const),
  ...(['multipart/form-data', 'application/x-www-form-urlencoded', ';', 'application/json;;', '*/*', ''] as const),
];
const ODD_QUERIES: List = [
  ...([
    'limit=0',
    'limit=201',
    'limit=-1',
    'limit=abc',
    'limit=',
    'limit=1&limit=2',
    'limit[]=1',
    'limit[a][b]=1',
  ] as const),
  ...(['cursor=', 'cursor=abc', 'cursor=%00', 'cursor=e30', 'cursor=W10', 'cursor=WzEsMl0', 'cursor=bnVsbA'] as const),
  ...([
    'unknown=1',
    '__proto__=1',
    '&&&',
    '=',
    '?',
    '%',
    '%zz=1',
    'status=NONE',
    'status[$ne]=1',
    'from=2026-02-30',
  ] as const),
  ...(['to=0000-00-00', 'storeId=1e9', 'storeId=-0', `cursor=${'x'.repeat(501)}`, `limit=${'9'.repeat(400)}`] as const),
];
const ODD_HEADERS: readonly [[string, string], ...[string, string][]] = [
  ['Idempotency-Key', 'short'],
  ['Idempotency-Key', 'x'.repeat(129)],
  ['Idempotency-Key', ''],
  ['Idempotency-Key', 'with a space in it'],
  ['If-Match', 'x'],
  ['If-Match', '"99999"'],
  ['If-Match', '*'],
  ['If-None-Match', '"'.repeat(99)],
  ['X-Actor', 'nobody'],
  ['X-Actor', 'customer:'],
  ['X-Actor', 'customer:somebody-else'],
  ['X-Actor', 'store:999999'],
  ['X-Actor', 'system'],
  ['X-Event-Position', 'x'],
  ['X-Event-Position', '0-0'],
  ['X-Event-Position-Hint', 'x'],
  ['X-Correlation-Id', 'x'.repeat(129)],
  ['X-Correlation-Id', 'a b'],
  ['Last-Event-ID', '%%%'],
  ['traceparent', '00-zz-zz-zz'],
  ['Accept', 'image/png'],
  ['Accept-Encoding', 'br;q=x'],
  ['Authorization', 'Bearer x.y.z'],
  ['Cookie', 'a=b; '.repeat(500)],
  ['Expect', '100-continue'],
  ['Range', 'bytes=-1'],
  ['X-HTTP-Method-Override', 'DELETE'],
  ['X-Forwarded-For', '::ffff:x, 1'],
  ['Connection', 'upgrade'],
];

const withBody = (draft: Draft, body: Buffer | string): FuzzRequest => {
  const request = requestOf(draft);
  // A body on a GET has no meaning, and some ends refuse to send it.
  if (request.method === 'GET') return { ...request, target: `${request.target}?x=1` };
  return { ...request, headers: { 'Content-Type': 'application/json', ...request.headers }, body: Buffer.from(body) };
};

const withFields = (draft: Draft, change: (fields: Record<string, unknown>) => void): FuzzRequest => {
  const fields = { ...draft.fields };
  change(fields);
  return withBody(draft, JSON.stringify(fields));
};

const nameIn = ({ fields, operation }: Draft, random: Seeded): string =>
  random.shuffled(Object.keys(operation.body?.properties ?? fields ?? {}))[0] ?? 'unknown';

/** Raw texts that are no object of fields, or one that says things twice. */
const ODD_BODIES: readonly [string | Buffer, ...(string | Buffer)[]] = [
  '',
  ...[' ', '{', '{]', '[]', '[1]', 'null', 'true', '1', '"x"', '{}{}', '{"a":}', "{'a':1}", '{"a":1,}', '\ufeff{}'],
  ...[
    '{"price":1,"price":2}',
    '{"reason":"a","reason":"b"}',
    '{"__proto__":{"x":1}}',
    '{"constructor":{"prototype":1}}',
  ],
  ...['['.repeat(20_000), '{"a":'.repeat(5_000), `{"reason":"${HUGE}"}`, `{"${HUGE}":1}`, 'x'.repeat(2_000_000)],
  ...[Buffer.from([0xff, 0xfe, 0x00, 0x7b]), Buffer.from([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x3a, 0x31, 0x7d])],
];

const mutations: readonly [Mutation, ...Mutation[]] = [
  (draft, random) => withFields(draft, (fields) => (fields[nameIn(draft, random)] = random.pick(ODD_VALUES))),
  (draft, random) => withFields(draft, (fields) => (fields[nameIn(draft, random)] = random.pick(ODD_VALUES))),
  (draft, random) => withFields(draft, (fields) => delete fields[nameIn(draft, random)]),
  (draft) => withFields(draft, (fields) => (fields.unknown = 1)),
  (draft, random) => withBody(draft, random.pick(ODD_BODIES)),
  (draft, random) => {
    const request = requestOf(draft);
    const target = request.target.replace(/\/\d+/, `/${encodeLoosely(random.pick(ODD_IDS))}`);
    return { ...request, target };
  },
  (draft, random) => ({ ...requestOf(draft), target: `${draft.path}?${random.pick(ODD_QUERIES)}` }),
  (draft, random) => {
    const request = requestOf(draft);
    const [name, value] = random.pick(ODD_HEADERS);
    return { ...request, headers: { ...request.headers, [name]: value } };
  },
  (draft, random) => {
    const request = requestOf(draft);
    return { ...request, headers: { ...request.headers, 'Content-Type': random.pick(ODD_TYPES) } };
  },
  (draft, random) => {
    const request = requestOf(draft);
    const body = request.body && gzipSync(request.body);
    return { ...request, body, headers: { ...request.headers, 'Content-Encoding': random.pick(['gzip', 'br', 'x']) } };
  },
  (draft, random) => ({
    ...requestOf(draft),
    method: random.pick(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND']),
  }),
];

/** What Node's client refuses to send as it is, in its escaped form; the rest goes out as it stands. */
const encodeLoosely = (text: string): string => text.replaceAll(/[^\x21-\x7e]/g, (odd) => encodeURIComponent(odd));

/** The request with one thing about it that is odd. It may still be right: then it is done. */
export const mutated = (draft: Draft, random: Seeded): FuzzRequest => random.pick(mutations)(draft, random);
