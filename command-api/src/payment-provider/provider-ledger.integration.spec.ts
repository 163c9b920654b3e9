import type { RequestListener } from 'node:http';
import { EngineUnavailable } from '@doremi/event-sourcing';
import { describe, expect, test } from '@jest/globals';
import { withPaymentProvider } from '../testing/payment-provider.js';
import { againstScriptedProvider } from '../testing/scripted-provider.js';
import { httpProviderLedger } from './provider-ledger.js';

const standIn = withPaymentProvider();
const ledger = () => httpProviderLedger(standIn.url);

const all = async <T>(items: AsyncIterable<T>): Promise<T[]> => {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
};

const charged = async (key: string, amount = 15000): Promise<string> => {
  const outcome = await standIn.provider().charge(key, { amount, currency: 'EUR' });
  return outcome.outcome === 'approved' ? outcome.providerReference : outcome.outcome;
};

// The ledger of one payment provider grows over these tests, in this order.
test('no charge, no cart', async () => {
  expect(await ledger().highestCart()).toBeNull();
});

describe('the ledger', () => {
  test('list charges and refunds, oldest first, from a place or a time on', async () => {
    const one = await charged('2-1');
    await charged('1-1', 15001);
    await standIn.provider().refund('r-1', one, { amount: 5000, currency: 'EUR' });
    await standIn.provider().refund('r-2', one, { amount: 10000, currency: 'EUR' });
    const at = expect.stringMatching(/Z$/);
    const charges = await all(ledger().charges());
    expect(charges).toEqual([
      { id: one, key: '2-1', isApproved: true, amount: 15000, refunded: 15000, at },
      { id: expect.any(String), key: '1-1', isApproved: false, amount: 15001, refunded: 0, at },
    ]);
    const refund = { charge: one, chargeKey: '2-1', isDone: true, at };
    expect(await all(ledger().refunds())).toEqual([
      { ...refund, id: expect.any(String), key: 'r-1', amount: 5000 },
      { ...refund, id: expect.any(String), key: 'r-2', amount: 10000 },
    ]);
    expect(await all(ledger().charges({ after: one }))).toEqual(charges.slice(1));
    expect(await all(ledger().charges({ since: '2999-01-01T00:00:00.000Z' }))).toEqual([]);
    expect(await all(ledger().refunds({ charge: 'ch_none' }))).toEqual([]);
    expect(await all(ledger().refunds({ charge: one }))).toHaveLength(2);
  });

  test('are read page by page to the end', async () => {
    const asked: string[] = [];
    const answer: RequestListener = ({ url = '' }, response) => {
      asked.push(url);
      const at = Number(new URL(url, 'http://x').searchParams.get('cursor') ?? 0) + 1;
      const items = [{ id: String(at), status: 'approved', idempotencyKey: `${at * 7}-1`, amount: 1, refunded: 0 }];
      response.end(JSON.stringify({ items, nextCursor: at < 3 ? String(at) : null }));
    };
    await againstScriptedProvider(answer, async (url) => {
      const charges = await all(httpProviderLedger(url).charges({ since: '2026-01-01T00:00:00.000Z' }));
      expect(charges.map(({ key }) => key)).toEqual(['7-1', '14-1', '21-1']);
      expect(asked.map((path) => new URL(path, 'http://x').searchParams.get('since'))).toEqual(
        Array(3).fill('2026-01-01T00:00:00.000Z'),
      );
    });
  });

  test.each<[string, RequestListener]>([
    ['answers 500', (_, response) => void response.writeHead(500).end()],
    ['answers no JSON', (_, response) => void response.end('books')],
    ['cuts the connection', ({ socket }) => void socket.destroy()],
    ['does not answer', () => undefined],
  ])('that cannot be read are said to be: it %s', async (_, answer) => {
    await againstScriptedProvider(answer, async (url) => {
      const unread = httpProviderLedger(url, { timeoutMs: 200 });
      await expect(all(unread.charges())).rejects.toThrow(EngineUnavailable);
      await expect(unread.highestCart()).rejects.toThrow(EngineUnavailable);
    });
  });
});

describe('the highest cart', () => {
  test('is that of any key, whatever its order, and foreign keys have none', async () => {
    await charged('31-2');
    await charged('9-1', 15001);
    await charged('some-other-shop-99-1');
    await charged('77');
    expect(await ledger().highestCart()).toBe(31);
  });

  test('grows with the ledger, and only what was added is read again', async () => {
    const paths: string[] = [];
    const items = [{ id: 'ch_1', idempotencyKey: '5-1' }];
    const answer: RequestListener = ({ url = '' }, response) => {
      paths.push(url);
      const cursor = new URL(url, 'http://x').searchParams.get('cursor');
      const from = items.findIndex(({ id }) => id === cursor) + 1;
      response.end(JSON.stringify({ items: items.slice(from), nextCursor: null }));
    };
    await againstScriptedProvider(answer, async (url) => {
      const growing = httpProviderLedger(url);
      expect(await Promise.all([growing.highestCart(), growing.highestCart()])).toEqual([5, 5]);
      expect(paths).toHaveLength(1);
      items.push({ id: 'ch_2', idempotencyKey: '12-1' }, { id: 'ch_3', idempotencyKey: '4-3' });
      expect(await growing.highestCart()).toBe(12);
      expect(await growing.highestCart()).toBe(12);
      expect(paths.map((path) => new URL(path, 'http://x').searchParams.get('cursor'))).toEqual([null, 'ch_1', 'ch_3']);
    });
  });
});
