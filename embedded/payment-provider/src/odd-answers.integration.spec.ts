import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ODD_KINDS, oddAnswerOf, type OddKind, type Oddness } from './odd-answers.js';
import { type RunningPaymentProvider, startPaymentProvider } from './server.js';
import { caller } from './testing/caller.js';

const HALF: Oddness = { percent: 50, seed: 7 };

const each = (count: number): number[] => Array.from({ length: count }, (_, n) => n);

/** A key whose first answer is drawn as this, and whose second is a plain one. */
const keyOf = (what: 'charge' | 'refund', kind: OddKind, isDone: boolean): string => {
  const isIt = (key: string): boolean => {
    const odd = oddAnswerOf(HALF, `${what} ${key}`, 0);
    return odd?.kind === kind && odd.isDone === isDone && !oddAnswerOf(HALF, `${what} ${key}`, 1);
  };
  return each(10_000).map(String).find(isIt) ?? '';
};

describe('what is drawn', () => {
  const draws = (oddness: Oddness) => each(2_000).map((n) => oddAnswerOf(oddness, `charge ${n}-1`, 0));

  it('is repeated by its seed; another seed, and another try, are other draws', () => {
    expect(draws(HALF)).toEqual(draws(HALF));
    expect(draws({ ...HALF, seed: 8 })).not.toEqual(draws(HALF));
    const tries = each(20).map((asked) => oddAnswerOf(HALF, 'charge 1-1', asked) === undefined);
    expect(new Set(tries)).toEqual(new Set([true, false]));
  });

  it('is as many odd answers as were asked for, of every kind, with and without what was asked for', () => {
    const odd = draws({ percent: 20, seed: 1 }).flatMap((one) => one ?? []);
    expect(odd.length).toBeGreaterThan(300);
    expect(odd.length).toBeLessThan(500);
    const kinds = odd.map(({ kind, isDone }) => `${kind} ${isDone}`);
    expect(new Set(kinds)).toEqual(new Set(ODD_KINDS.flatMap((kind) => [`${kind} true`, `${kind} false`])));
    expect(draws({ percent: 0, seed: 1 }).every((one) => one === undefined)).toBe(true);
  });
});

describe('a card company that answers oddly', () => {
  let provider: RunningPaymentProvider;
  let company: ReturnType<typeof caller>;

  beforeEach(async () => {
    provider = await startPaymentProvider({ port: 0, oddness: HALF });
    company = caller(provider.port);
  });
  afterEach(() => provider.stop());

  const timesCharged = async (key: string) => (await company.counters()).charges[key] ?? 0;
  const oddAnswers = async () => (await company.get('/ledger')).body['oddAnswers'];

  it.each([401, 408, 409, 425, 429].flatMap((status) => [[status, true] as const, [status, false] as const]))(
    'says %i with a code, whether it charged (%s) or not; a repeat gets the approval',
    async (status, isDone) => {
      const key = keyOf('charge', `${status}` as OddKind, isDone);
      expect(await company.charge(key, 15000)).toMatchObject({
        status,
        body: { code: expect.stringMatching(/^[A-Z_]+$/) },
      });
      expect(await timesCharged(key)).toBe(isDone ? 1 : 0);
      expect(await company.charge(key, 15000)).toMatchObject({ status: 201, body: { status: 'approved' } });
      expect(await timesCharged(key)).toBe(1);
      expect(await oddAnswers()).toEqual({ [status]: 1 });
    },
  );

  it.each([true, false])('says that it is pending, whether it charged (%s) or not', async (isDone) => {
    const key = keyOf('charge', 'pending', isDone);
    expect(await company.charge(key, 15000)).toMatchObject({ status: 202, body: { status: 'pending' } });
    expect(await timesCharged(key)).toBe(isDone ? 1 : 0);
  });

  it.each([true, false])('says half of what it wanted to, whether it charged (%s) or not', async (isDone) => {
    const key = keyOf('charge', 'malformed', isDone);
    await expect(company.charge(key, 15000)).rejects.toThrow('JSON');
    expect(await timesCharged(key)).toBe(isDone ? 1 : 0);
  });

  it.each([true, false])('says nothing, whether it charged (%s) or not', async (isDone) => {
    const key = keyOf('charge', 'silence', isDone);
    await expect(company.charge(key, 15000)).rejects.toThrow('fetch failed');
    expect(await timesCharged(key)).toBe(isDone ? 1 : 0);
  });

  it('is late, and charges only when its caller has given up', async () => {
    const key = keyOf('charge', 'late', false);
    const headers = { 'content-type': 'application/json', 'idempotency-key': key };
    const givesUp = new AbortController();
    const asked = fetch(`http://127.0.0.1:${provider.port}/charges`, {
      ...{ method: 'POST', headers, body: '{"amount":15000}' },
      signal: givesUp.signal,
    });
    while (JSON.stringify(await oddAnswers()) === '{}');
    expect(await timesCharged(key)).toBe(0);
    givesUp.abort();
    await expect(asked).rejects.toThrow('aborted');
    while ((await timesCharged(key)) === 0);
  });

  it('answers to a refund in the same ways, and pays back once', async () => {
    const plain = each(100)
      .map(String)
      .find((key) => !oddAnswerOf(HALF, `charge ${key}`, 0));
    const { body } = await company.charge(plain ?? '', 15000);
    for (const isDone of [true, false]) {
      const key = keyOf('refund', '409', isDone);
      const answer = await company.refund(key, body['id'], 100);
      expect(answer).toMatchObject({ status: 409, body: { code: 'REQUEST_IN_PROGRESS' } });
      expect((await company.counters()).refunds[key]).toBe(isDone ? 1 : undefined);
      expect(await company.refund(key, body['id'], 100)).toMatchObject({ status: 201 });
      expect((await company.counters()).refunds[key]).toBe(1);
    }
  });
});
