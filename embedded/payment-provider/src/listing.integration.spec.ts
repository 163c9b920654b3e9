import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { open } from 'lmdb';
import { type RunningPaymentProvider, startPaymentProvider } from './server.js';
import { Table } from './table.js';
import { caller } from './testing/caller.js';

let provider: RunningPaymentProvider;
let company: ReturnType<typeof caller>;

const start = async (dataDir?: string) => {
  provider = await startPaymentProvider({ port: 0, dataDir });
  company = caller(provider.port);
};
beforeEach(() => start());
afterEach(() => provider.stop());

interface Page {
  readonly items: readonly Readonly<Record<string, unknown>>[];
  readonly nextCursor: string | null;
}

const page = async (path: string): Promise<Page> => (await company.get(path)).body as unknown as Page;
const keys = ({ items }: Page) => items.map(({ idempotencyKey }) => idempotencyKey);
const ISO = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);

describe('the list of charges', () => {
  it('has every decision in the order it was made, with what went back', async () => {
    const made = await company.charge('9-1', 15000);
    await company.charge('1-1', 15001);
    await company.charge('1-1', 15001);
    await company.refund('r-1', made.body['id'], 1000);
    expect(await page('/charges')).toEqual({
      items: [
        {
          id: 'ch_1',
          status: 'approved',
          idempotencyKey: '9-1',
          amount: 15000,
          currency: 'KRW',
          created: ISO,
          refunded: 1000,
        },
        {
          id: 'ch_2',
          status: 'declined',
          idempotencyKey: '1-1',
          amount: 15001,
          currency: 'KRW',
          created: ISO,
          refunded: 0,
        },
      ],
      nextCursor: null,
    });
  });

  it('goes on behind a cursor, over more charges than one digit counts, and misses none that comes meanwhile', async () => {
    for (let n = 1; n <= 11; n++) await company.charge(`${n}-1`, 100);
    const first = await page('/charges?limit=6');
    expect([keys(first), first.nextCursor]).toEqual([['1-1', '2-1', '3-1', '4-1', '5-1', '6-1'], 'ch_6']);
    await company.charge('12-1', 100);
    const second = await page('/charges?limit=6&cursor=ch_6');
    expect([keys(second), second.nextCursor]).toEqual([['7-1', '8-1', '9-1', '10-1', '11-1', '12-1'], null]);
    expect(await page('/charges?cursor=ch_12')).toEqual({ items: [], nextCursor: null });
  });

  it('begins at a time', async () => {
    await company.charge('1-1', 100);
    const [{ created } = {}] = (await page('/charges')).items;
    const later = new Date(Date.parse(String(created)) + 1).toISOString();
    expect(keys(await page(`/charges?since=${String(created)}`))).toEqual(['1-1']);
    expect(keys(await page(`/charges?since=${later}`))).toEqual([]);
  });

  it.each([
    'limit=0',
    'limit=1001',
    'limit=x',
    'since=yesterday',
    'cursor=12',
    'cursor=re_1',
    'limit=1&limit=2',
    'cursor=a&cursor=b',
  ])('refuses %s', async (query) => {
    expect(await company.get(`/charges?${query}`)).toMatchObject({ status: 400, body: { code: 'BAD_REQUEST' } });
  });
});

describe('the list of refunds', () => {
  it('has each with the key of its charge, in the order they were made, of all charges or of one', async () => {
    const [one, two] = [await company.charge('1-1', 15000), await company.charge('2-1', 15000)];
    await company.refund('r-b', two.body['id'], 100);
    await company.refund('r-a', one.body['id'], 200);
    await company.refund('r-b', two.body['id'], 100);
    const status = 'refunded';
    expect(await page('/refunds')).toEqual({
      items: [
        { id: 're_1', status, idempotencyKey: 'r-b', charge: 'ch_2', chargeKey: '2-1', amount: 100, created: ISO },
        { id: 're_2', status, idempotencyKey: 'r-a', charge: 'ch_1', chargeKey: '1-1', amount: 200, created: ISO },
      ],
      nextCursor: null,
    });
    expect(keys(await page('/refunds?charge=ch_1'))).toEqual(['r-a']);
    const first = await page('/refunds?limit=1');
    expect([keys(first), first.nextCursor]).toEqual([['r-b'], 're_1']);
    expect(keys(await page('/refunds?limit=1&cursor=re_1'))).toEqual(['r-a']);
  });
});

it('books of an earlier release are listed too', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'doremi.payments-'));
  const root = open<string, string>({ path: folder, noSubdir: false, encoding: 'string' });
  await root.transaction(() => {
    const charge = { id: 'ch_1', status: 'approved', amount: 300, currency: 'KRW', idempotencyKey: '1-1' };
    new Table(root, 'charges').put('1-1', charge);
    new Table(root, 'chargeKeys').put('ch_1', '1-1');
    const refund = { id: 're_1', status: 'refunded', charge: 'ch_1', amount: 300, idempotencyKey: 'r-1' };
    new Table(root, 'refunds').put('r-1', refund);
    new Table(root, 'refunded').put('ch_1', 300);
    for (const kind of ['charge', 'refund']) new Table(root, 'numbers').put(kind, 1);
  });
  await root.close();

  await provider.stop();
  await start(folder);
  await company.charge('2-1', 100);
  await company.refund('r-2', 'ch_2', 100);
  const created = '1970-01-01T00:00:00.000Z';
  expect((await page('/charges')).items).toMatchObject([
    { idempotencyKey: '1-1', created, refunded: 300 },
    { idempotencyKey: '2-1' },
  ]);
  expect((await page('/refunds')).items).toMatchObject([{ idempotencyKey: 'r-1', created }, { idempotencyKey: 'r-2' }]);
  await provider.stop();
  await start();
  await rm(folder, { recursive: true });
});
