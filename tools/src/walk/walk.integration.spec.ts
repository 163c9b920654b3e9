import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { steps, type Body, type Ids } from './steps.js';
import { walk } from './walk.js';

type Tamper = (answer: { status: number; body: Record<string, unknown> }) => void;

/** A system that answers every step as the contract says, but for what `tamper` does to one of them. */
class Recorded {
  private server: Server | null = null;
  tampered: { step: number; tamper: Tamper } | null = null;
  private asked = 0;
  private readonly ids: Ids = { menuId: 7, cartId: 8, orderId: 8 };

  async start(): Promise<string> {
    this.server = createServer((request, response) => {
      const number = this.asked++ % steps.length;
      const { status, body } = this.answerOf(number);
      request.resume();
      response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
    }).listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.server?.closeAllConnections();
    this.server?.close();
  }

  private answerOf(number: number): { status: number; body: object } {
    const step = steps[number];
    if (!step) throw new Error('no such step');
    const { menuId, cartId, orderId } = this.ids;
    const answer = {
      status: step.status,
      body: { menuId, cartId, orderId, ...step.body(this.ids) } as Record<string, unknown>,
    };
    if (this.tampered?.step === number + 1) this.tampered.tamper(answer);
    return step.item ? { status: answer.status, body: { items: [answer.body], nextCursor: null } } : answer;
  }
}

describe('the walk', () => {
  const recorded = new Recorded();
  let url = '';
  beforeAll(async () => {
    url = await recorded.start();
  });
  afterAll(() => recorded.stop());

  const faults = async (): Promise<string[]> => {
    const found: string[] = [];
    for await (const result of walk(url, steps)) found.push(...result.faults);
    return found;
  };

  test('passes where every answer is as the contract says', async () => {
    recorded.tampered = null;
    expect(await faults()).toEqual([]);
  });

  test('has the twelve requests of the contract', () => expect(steps).toHaveLength(12));

  const field =
    (name: string, value: unknown): Tamper =>
    (answer) =>
      (answer.body[name] = value);
  const lineField =
    (name: string, value: unknown): Tamper =>
    (answer) =>
      (((answer.body.lines as Body[])[0] as Record<string, unknown>)[name] = value);

  test.each<[string, number, Tamper]>([
    ...steps.map((_, index): [string, number, Tamper] => ['a status', index + 1, (answer) => (answer.status = 299)]),
    ['money', 1, field('price', 150.01)],
    ['money as text', 2, field('price', '150')],
    ['a name', 2, field('menuName', 'pizza4')],
    ['a state', 4, field('menuStatus', 'REGISTERED')],
    ['availability', 4, field('available', false)],
    ['a state', 5, field('cartStatus', 'MENUADDED')],
    ['the total', 6, field('total', 149.99)],
    ['a line that is gone', 6, field('lines', [])],
    ['the price of a line', 6, lineField('unitPrice', 1)],
    ['the quantity of a line', 6, lineField('quantity', 2)],
    ['an id', 7, field('orderId', 9)],
    ['a state', 7, field('cartStatus', 'ORDERED')],
    ['what was paid', 8, field('amount', 15000)],
    ['what was refunded', 8, field('refunded', 150)],
    ['a missing field', 9, (answer) => delete answer.body.total],
    ['a state', 10, field('status', 'RECEIVED')],
    ['a state', 11, field('status', 'COOKING')],
    ['a state', 12, field('status', 'DELIVERING')],
  ])('fails when %s of step %i is tampered with', async (_, step, tamper) => {
    recorded.tampered = { step, tamper };
    expect(await faults()).not.toEqual([]);
  });
});
