import {
  type EventStore,
  type LogItem,
  positionOf,
  type Recorded,
  type SubscribeOptions,
} from '@doremi/event-sourcing';
import type { CartEvent, OrderEvent, PaymentEvent } from '@doremi/domain';
import { describe, expect, test } from '@jest/globals';
import { LookAhead } from './look-ahead.js';
import { policies } from './policies.js';
import type { Policy } from './policy.js';
import { happened, readable } from './testing/happened.js';

const whenPaymentMoves = policies.find(({ name }) => name === 'whenPaymentMoves') as Policy;
const LONG_AGO = '2026-01-01T00:00:00.000Z';
type Made = PaymentEvent | CartEvent | OrderEvent;

/** An event of long ago at this place in the log. */
const at = (place: number, type: Made['type'], cartId: number, attempt = 1): Recorded => {
  const kind = type.startsWith('Payment') ? 'payment' : type.startsWith('Order') ? 'order' : 'cart';
  const event = happened({ type, data: { cartId, attempt } });
  const position = positionOf(BigInt(place), BigInt(place));
  return {
    ...event,
    id: `${place}`,
    position,
    stream: `${kind}-${cartId}`,
    metadata: { ...event.metadata, occurredAt: LONG_AGO },
  };
};

/** A log that is read as a subscription would; `read` is how many of its events were taken. */
class Log implements Pick<EventStore, 'subscribe'> {
  read = 0;
  subscriptions = 0;

  constructor(readonly events: readonly Recorded[]) {}

  async *subscribe(options: SubscribeOptions): AsyncGenerator<LogItem> {
    this.subscriptions++;
    for await (const item of readable(this.events).subscribe(options)) {
      if (item.kind === 'event') this.read++;
      yield item;
    }
  }
}

const askOf = async (log: Pick<EventStore, 'subscribe'>, ...events: readonly Recorded[]): Promise<boolean[]> => {
  const ahead = new LookAhead(log, whenPaymentMoves, new AbortController().signal);
  const answers: boolean[] = [];
  for (const event of events) answers.push(await ahead.isDone(event));
  await ahead.close();
  return answers;
};

const approved = at(1, 'PaymentApproved', 7);
const paid = at(2, 'CartPaid', 7);

describe('the work on an event of long ago', () => {
  test.each<[string, Recorded, Recorded, boolean]>([
    ['an approval, once the cart is paid by it', approved, paid, true],
    [
      'an approval, if the cart is paid by another attempt: its money goes back',
      approved,
      at(2, 'CartPaid', 7, 2),
      false,
    ],
    ['an approval, if another cart is paid', approved, at(2, 'CartPaid', 8), false],
    ['an unknown outcome, once the cart is paid by it', at(1, 'PaymentOutcomeUnknown', 7), paid, true],
    ['a decline, once the cart is reopened', at(1, 'PaymentDeclined', 7), at(2, 'CartReopened', 7), true],
    [
      'a decline, if the cart was reopened before for another',
      at(1, 'PaymentDeclined', 7, 2),
      at(2, 'CartReopened', 7),
      false,
    ],
    ['a paid cart, once its order is received', paid, at(3, 'OrderReceived', 7), true],
    [
      'a paid cart, if an order stands in a stream of something else',
      paid,
      { ...at(3, 'OrderReceived', 7), stream: 'copy-7' },
      false,
    ],
  ])('%s', async (_, event, later, isDone) => {
    expect(await askOf(new Log([event, later]), event)).toEqual([isDone]);
  });

  test('is not told by what this release cannot read, nor for what it cannot', async () => {
    const newer = (event: Recorded): Recorded => ({ ...event, metadata: { ...event.metadata, schemaVersion: 99 } });
    expect(await askOf(new Log([approved, newer(paid)]), approved)).toEqual([false]);
    expect(await askOf(new Log([newer(approved), paid]), newer(approved))).toEqual([false]);
  });

  test('of a minute ago is not looked for: what it leads to may be under way', async () => {
    const log = new Log([approved, paid]);
    const occurredAt = new Date(Date.now() - 50_000).toISOString();
    expect(await askOf(log, { ...approved, metadata: { ...approved.metadata, occurredAt } })).toEqual([false]);
    expect(log.subscriptions).toBe(0);
  });
});

describe('reading ahead', () => {
  const carts = Array.from({ length: 20_000 }, (_, n) => n + 1);
  const approvals = carts.map((cart) => at(cart * 10, 'PaymentApproved', cart));
  const payments = carts.map((cart) => at(cart * 10 + 1, 'CartPaid', cart));
  const everything = approvals.flatMap((approval, n) => [approval, payments[n]!]);

  test('finds all of a long history in one read', async () => {
    const log = new Log(everything);
    expect((await askOf(log, ...approvals)).every(Boolean)).toBe(true);
    expect([log.subscriptions, log.read]).toEqual([1, carts.length]);
  });

  test('is not far ahead of what was asked for, however long the log', async () => {
    const log = new Log(everything);
    const ahead = new LookAhead(log, whenPaymentMoves, new AbortController().signal);
    await ahead.isDone(approvals[0]!);
    await new Promise(setImmediate);
    expect(log.read).toBeLessThan(2_100);
    await ahead.close();
  });

  test('gives up an event that nothing came of, without reading to the end for it', async () => {
    const left = at(5, 'PaymentApproved', 30_000);
    const log = new Log([left, ...everything]);
    expect(await askOf(log, left, approvals[0]!)).toEqual([false, true]);
    expect(log.read).toBeLessThan(2_100);
  });

  test('knows nothing any more when the connection was lost: the next one may lead to another log', async () => {
    const failing = new Log(everything.slice(0, 4));
    const lost: Pick<EventStore, 'subscribe'> = {
      subscribe: async function* (options) {
        for await (const item of failing.subscribe(options)) {
          if (item.kind === 'caughtUp') throw new Error('lost');
          yield item;
        }
      },
    };
    // The third is not there: to know that, it reads until the connection is lost.
    expect(await askOf(lost, approvals[0]!, approvals[2]!, approvals[1]!)).toEqual([true, false, false]);
  });

  test.each(['the process stops', 'the connection ends'])(
    'ends while it waits, and takes nothing for done, when %s',
    async (why) => {
      const waiting: Pick<EventStore, 'subscribe'> = {
        subscribe: async function* ({ signal }) {
          await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
        },
      };
      const stopping = new AbortController();
      const ahead = new LookAhead(waiting, whenPaymentMoves, stopping.signal);
      const asked = ahead.isDone(approved);
      if (why === 'the process stops') stopping.abort();
      else await ahead.close();
      expect(await asked).toBe(false);
      await ahead.close();
    },
  );
});
