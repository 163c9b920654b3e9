import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type RunningPaymentProvider, startPaymentProvider } from './server.js';
import { caller } from './testing/caller.js';

let provider: RunningPaymentProvider;
let company: ReturnType<typeof caller>;

const start = async (slowMs?: number) => {
  provider = await startPaymentProvider({ port: 0, slowMs });
  company = caller(provider.port);
};
beforeEach(() => start());
afterEach(() => provider.stop());

describe('charges', () => {
  it('approves, and charges once however often the key comes', async () => {
    const first = await company.charge('1-1', 15000);
    expect(first).toMatchObject({
      status: 201,
      body: { id: 'ch_1', status: 'approved', amount: 15000, currency: 'KRW', idempotencyKey: '1-1' },
    });
    expect(await company.charge('1-1', 15000)).toEqual(first);
    expect((await company.get('/charges/1-1')).body).toEqual(first.body);
    expect(await company.counters()).toEqual({
      charges: { '1-1': 1 },
      refunds: {},
      totals: { charges: 1, refunds: 0, charged: 15000, refunded: 0 },
    });
  });

  it.each([
    ['KRW', 1_500_100, 402],
    ['KRW', 1_510_000, 201],
    ['EUR', 15_001, 402],
    ['EUR', 1_500_000, 201],
    ['???', 1_510_000, 201],
  ])('goes by the last two digits of what the currency counts in: %s, %d', async (currency, amount, status) => {
    const answer = await company.post('/charges', '1-1', { amount, currency });
    expect(answer).toMatchObject({ status });
    if (status === 201) expect(answer.body).toMatchObject({ amount, currency });
  });

  it('shows every decision in its books, with what moved and what went back', async () => {
    const { body } = await company.charge('1-1', 15000);
    await company.charge('2-1', 15001);
    await company.refund('r-1', body['id'], 1000);
    const of = (key: string, status: string) => ({ idempotencyKey: key, status });
    expect((await company.get('/ledger')).body).toMatchObject({
      charges: [
        { ...of('1-1', 'approved'), amount: 15000, times: 1, refunded: 1000 },
        { ...of('2-1', 'declined'), amount: 15001, times: 0, refunded: 0 },
      ],
      refunds: [{ ...of('r-1', 'refunded'), charge: body['id'], amount: 1000 }],
    });
  });

  it('charges once when the same key comes many times at once', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => company.charge('1-1', 15000)));
    expect(new Set(answers.map(({ body }) => body['id']))).toEqual(new Set(['ch_1']));
    expect((await company.counters()).totals.charges).toBe(1);
  });

  it('refuses a key that was used for another amount or currency', async () => {
    await company.charge('1-1', 15000);
    const answer = { status: 422, body: { code: 'IDEMPOTENCY_KEY_REUSED' } };
    expect(await company.charge('1-1', 15100)).toMatchObject(answer);
    expect(await company.post('/charges', '1-1', { amount: 15000, currency: 'EUR' })).toMatchObject(answer);
    expect((await company.counters()).totals.charged).toBe(15000);
  });

  it('declines .01, every time, and moves no money', async () => {
    const declined = { status: 402, type: 'application/problem+json; charset=utf-8', body: { code: 'CARD_DECLINED' } };
    expect(await company.charge('1-1', 15001)).toMatchObject(declined);
    expect(await company.charge('1-1', 15001)).toMatchObject(declined);
    expect((await company.get('/charges/1-1')).body).toMatchObject({ status: 'declined' });
    expect((await company.counters()).totals.charges).toBe(0);
  });

  it('charges .02, cuts the connection, and tells a repeat', async () => {
    await expect(company.charge('1-1', 15002)).rejects.toThrow('fetch failed');
    expect((await company.counters()).charges).toEqual({ '1-1': 1 });
    expect(await company.charge('1-1', 15002)).toMatchObject({ status: 201, body: { status: 'approved', id: 'ch_1' } });
    expect((await company.counters()).charges).toEqual({ '1-1': 1 });
  });

  it('charges .03 at once but answers late; a repeat is answered at once', async () => {
    const slow = company.charge('1-1', 15003);
    let answered = false;
    slow.finally(() => (answered = true)).catch(() => undefined);
    while ((await company.counters()).totals.charges === 0);
    expect(await company.charge('1-1', 15003)).toMatchObject({ status: 201, body: { id: 'ch_1' } });
    expect(answered).toBe(false);
    await provider.stop();
    await expect(slow).rejects.toThrow('fetch failed');
    await start();
  });

  it('answers .03 after the time that was set', async () => {
    await provider.stop();
    await start(50);
    const began = performance.now();
    expect(await company.charge('1-1', 15003)).toMatchObject({ status: 201, body: { status: 'approved' } });
    expect(performance.now() - began).toBeGreaterThanOrEqual(45);
  });

  it('is away for .04, every time, and keeps nothing', async () => {
    const away = { status: 503, body: { code: 'PROVIDER_UNAVAILABLE' } };
    expect(await company.charge('1-1', 15004)).toMatchObject(away);
    expect(await company.charge('1-1', 15004)).toMatchObject(away);
    expect(await company.get('/charges/1-1')).toMatchObject({ status: 404, body: { code: 'CHARGE_NOT_FOUND' } });
    expect((await company.counters()).totals.charges).toBe(0);
  });
});

describe('refunds', () => {
  const charged = async (amount: number) => (await company.charge('1-1', amount)).body['id'];

  it('gives money back in parts, once per key, whatever the cents', async () => {
    const charge = await charged(15000);
    const part = await company.refund('1-1-r1', charge, 4004);
    expect(part).toMatchObject({ status: 201, body: { id: 're_1', status: 'refunded', amount: 4004, charge } });
    expect(await company.refund('1-1-r1', charge, 4004)).toEqual(part);
    expect(await company.refund('1-1-r2', charge, 10996)).toMatchObject({ status: 201, body: { id: 're_2' } });
    expect(await company.counters()).toMatchObject({
      refunds: { '1-1-r1': 1, '1-1-r2': 1 },
      totals: { charges: 1, refunds: 2, charged: 15000, refunded: 15000 },
    });
  });

  it('refuses more than is left, even when two come at once', async () => {
    const charge = await charged(15000);
    const answers = await Promise.all([company.refund('r1', charge, 10000), company.refund('r2', charge, 10000)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(answers.map(({ body }) => body['code'])).toContain('REFUND_EXCEEDS_CHARGE');
    expect((await company.counters()).totals.refunded).toBe(10000);
  });

  it('refuses another refund with a used key', async () => {
    const charge = await charged(15000);
    await company.refund('r1', charge, 100);
    expect(await company.refund('r1', charge, 200)).toMatchObject({ status: 422 });
  });

  it('knows only charges that were approved', async () => {
    const unknown = { status: 404, body: { code: 'CHARGE_NOT_FOUND' } };
    expect(await company.refund('r1', 'ch_9', 100)).toMatchObject(unknown);
    await company.charge('1-1', 15001);
    expect(await company.refund('r1', 'ch_1', 100)).toMatchObject(unknown);
  });
});

describe('bad input', () => {
  it.each<[string, unknown, number, string]>([
    ['k', {}, 400, 'INVALID_AMOUNT'],
    ['k', { amount: '100' }, 400, 'INVALID_AMOUNT'],
    ['k', { amount: 1.5 }, 400, 'INVALID_AMOUNT'],
    ['k', { amount: -1 }, 400, 'INVALID_AMOUNT'],
    ['k', { amount: 2 ** 60 }, 400, 'INVALID_AMOUNT'],
    ['k', { amount: 100, currency: 5 }, 400, 'BAD_REQUEST'],
    ['k', { amount: 100, reference: null }, 400, 'BAD_REQUEST'],
    ['k', null, 400, 'BAD_REQUEST'],
    ['k', { reference: 'x'.repeat(200_000) }, 413, 'BAD_REQUEST'],
    ['a key', { amount: 100 }, 400, 'IDEMPOTENCY_KEY_REQUIRED'],
    ['k'.repeat(256), { amount: 100 }, 400, 'IDEMPOTENCY_KEY_REQUIRED'],
  ])('refuses a charge with key %.10s and %.60j', async (key, body, status, code) => {
    const problem = { status, type: expect.stringContaining('application/problem+json'), body: { status, code } };
    expect(await company.post('/charges', key, body)).toMatchObject(problem);
    expect((await company.counters()).totals.charges).toBe(0);
  });

  it.each<[string, string, Record<string, string>, string | undefined, number]>([
    ['POST', '/charges', { 'content-type': 'application/json' }, '{"amount":100}', 400],
    ['POST', '/refunds', { 'content-type': 'application/json' }, '{"amount":100}', 400],
    ['POST', '/charges', { 'content-type': 'application/json', 'idempotency-key': 'k' }, '{"amount":', 400],
    ['POST', '/charges', { 'content-type': 'text/plain', 'idempotency-key': 'k' }, '{"amount":100}', 400],
    ['GET', '/charges/%zz', {}, undefined, 400],
    ['GET', `/charges/${'x'.repeat(4000)}`, {}, undefined, 404],
    ['GET', '/nothing', {}, undefined, 404],
    ['DELETE', '/charges/k', {}, undefined, 404],
  ])('answers %s %.20s %j %s with %i', async (method, path, headers, body, status) => {
    expect(await company.call(method, path, headers, body)).toMatchObject({ status, body: { status } });
  });

  it('finds no charge under a name that is too long for one', async () => {
    expect(await company.refund('r1', 'ch_'.repeat(2000), 100)).toMatchObject({ status: 404 });
  });
});

describe('the server', () => {
  it.each(['/health/live', '/health/ready'])('is well on %s', async (path) => {
    expect(await company.get(path)).toMatchObject({ status: 200, body: { status: 'ok' } });
  });

  it('rejects when the port is taken', async () => {
    await expect(startPaymentProvider({ port: provider.port })).rejects.toThrow('EADDRINUSE');
  });
});
