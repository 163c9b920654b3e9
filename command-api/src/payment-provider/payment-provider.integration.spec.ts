import type { RequestListener } from 'node:http';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { withPaymentProvider } from '../testing/payment-provider.js';
import { againstScriptedProvider } from '../testing/scripted-provider.js';
import { httpPaymentProvider } from './payment-provider.js';

const euros = (amount: number) => ({ amount, currency: 'EUR' });

const standIn = withPaymentProvider();

/** An address where nobody listens. */
const nobody = async (): Promise<string> => {
  let free = '';
  await againstScriptedProvider(
    () => undefined,
    (url) => Promise.resolve(void (free = url)),
  );
  return free;
};

describe('a charge', () => {
  test('is approved with a reference, the same for the same key, and made once', async () => {
    const provider = standIn.provider();
    const first = await provider.charge('1-1', euros(15000));
    expect(first).toEqual({ outcome: 'approved', providerReference: expect.stringMatching(/./) });
    expect(await provider.charge('1-1', euros(15000))).toEqual(first);
    expect((await standIn.counters()).charges['1-1']).toBe(1);
  });

  test('is declined with the reason', async () => {
    expect(await standIn.provider().charge('2-1', euros(15001))).toEqual({
      outcome: 'declined',
      code: 'CARD_DECLINED',
    });
  });

  test.each([
    ['the connection is cut', '3-1', 15002],
    ['the answer takes too long', '4-1', 15003],
  ])('is unknown when %s, and known when it is asked for again', async (_, key, amount) => {
    const provider = standIn.provider();
    expect(await provider.charge(key, euros(amount))).toEqual({ outcome: 'unknown' });
    expect(await provider.charge(key, euros(amount))).toMatchObject({ outcome: 'approved' });
    expect((await standIn.counters()).charges[key]).toBe(1);
  });

  test('is surely not made when the request was not taken', async () => {
    expect(await standIn.provider().charge('5-1', euros(15004))).toEqual({ outcome: 'notCharged' });
    expect(await httpPaymentProvider(await nobody()).charge('6-1', euros(15000))).toEqual({ outcome: 'notCharged' });
  });

  test.each<[string, RequestListener]>([
    ['500', (_, response) => void response.writeHead(500).end()],
    ['half an answer', (_, response) => void response.writeHead(201).write('{"id"', () => response.destroy())],
    ['no JSON', (_, response) => void response.writeHead(201).end('thanks')],
  ])('is unknown after %s', async (_, answer) => {
    await againstScriptedProvider(answer, async (url) => {
      expect(await httpPaymentProvider(url).charge('7-1', euros(1))).toEqual({ outcome: 'unknown' });
    });
  });

  test('follows nobody elsewhere', async () => {
    const asked: (string | undefined)[] = [];
    const answer: RequestListener = ({ url }, response) => {
      asked.push(url);
      response.writeHead(307, { Location: '/elsewhere' }).end();
    };
    await againstScriptedProvider(answer, async (url) => {
      expect(await httpPaymentProvider(url).charge('7-2', euros(1))).toEqual({ outcome: 'unknown' });
    });
    expect(asked).toEqual(['/charges']);
  });
});

describe('a refund', () => {
  test('is made once per key', async () => {
    const provider = standIn.provider();
    const charge = await provider.charge('8-1', euros(15000));
    if (charge.outcome !== 'approved') throw new Error(charge.outcome);
    const first = await provider.refund('r-8', charge.providerReference, euros(5000));
    expect(first).toEqual({ outcome: 'refunded', providerReference: expect.stringMatching(/./) });
    expect(await provider.refund('r-8', charge.providerReference, euros(5000))).toEqual(first);
    expect((await standIn.counters()).refunds['r-8']).toBe(1);
  });

  test('that cannot be is failed, and one without an answer unknown', async () => {
    expect(await standIn.provider().refund('r-9', 'ch_none', euros(1))).toEqual({
      outcome: 'failed',
      code: 'CHARGE_NOT_FOUND',
    });
    expect(await httpPaymentProvider(await nobody()).refund('r-9', 'ch_1', euros(1))).toEqual({ outcome: 'unknown' });
  });
});

describe('the breaker', () => {
  let passed = 0;
  /** The breaker's clock is this test's: on a busy machine no time is short enough to pass in, and long enough not to. */
  const pass = (milliseconds: number): void => void (passed += milliseconds);
  beforeEach(() => {
    const now = Date.now;
    jest.spyOn(Date, 'now').mockImplementation(() => now() + passed);
  });
  afterEach(() => void jest.restoreAllMocks());

  test('opens after five faults in a row, lets one through after a while, and closes when that went well', async () => {
    let isAway = true;
    let asked = 0;
    const answer: RequestListener = (_, response) => {
      asked++;
      response.writeHead(isAway ? 503 : 201).end('{"id":"ch_1","status":"approved"}');
    };
    await againstScriptedProvider(answer, async (url) => {
      const provider = httpPaymentProvider(url, { halfOpenAfterMs: 60_000 });
      for (let n = 1; n <= 5; n++) {
        expect(provider.isAvailable()).toBe(true);
        await provider.charge(`b-${n}`, euros(1));
      }
      expect(provider.isAvailable()).toBe(false);
      expect(await provider.charge('b-6', euros(1))).toEqual({ outcome: 'notCharged' });
      expect(asked).toBe(5);
      pass(60_000);
      expect(provider.isAvailable()).toBe(true);
      await provider.charge('b-7', euros(1));
      expect(asked).toBe(6);
      expect(provider.isAvailable()).toBe(false);
      isAway = false;
      pass(60_000);
      expect(provider.isAvailable()).toBe(true);
      expect(await provider.charge('b-8', euros(1))).toMatchObject({ outcome: 'approved' });
      expect(provider.isAvailable()).toBe(true);
    });
  });

  test.each([401, 403])(
    'opens at the first %i, says whose fault it is, and closes once the credentials are right',
    async (status) => {
      let isKnown = false;
      const answer: RequestListener = (_, response) =>
        void response.writeHead(isKnown ? 201 : status).end('{"id":"ch_1","status":"approved"}');
      await againstScriptedProvider(answer, async (url) => {
        const provider = httpPaymentProvider(url, { halfOpenAfterMs: 60_000 });
        expect(await provider.charge('k-1', euros(1))).toEqual({ outcome: 'unknown' });
        expect([provider.isAvailable(), provider.areCredentialsRefused()]).toEqual([false, true]);
        isKnown = true;
        pass(60_000);
        expect(await provider.charge('k-1', euros(1))).toMatchObject({ outcome: 'approved' });
        expect([provider.isAvailable(), provider.areCredentialsRefused()]).toEqual([true, false]);
      });
    },
  );

  test.each([408, 425, 429])('counts %i as a fault: it should be left in peace', async (status) => {
    const answer: RequestListener = (_, response) => void response.writeHead(status).end('{}');
    await againstScriptedProvider(answer, async (url) => {
      const provider = httpPaymentProvider(url);
      for (let n = 0; n < 5; n++) expect(await provider.charge(`t-${n}`, euros(1))).toEqual({ outcome: 'unknown' });
      expect(provider.isAvailable()).toBe(false);
    });
  });

  test('is not opened by what the payment provider declines', async () => {
    const provider = standIn.provider();
    for (let n = 0; n < 7; n++) await provider.charge(`d-${n}`, euros(101));
    expect(provider.isAvailable()).toBe(true);
  });
});
