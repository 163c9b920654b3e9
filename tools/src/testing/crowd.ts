import { setTimeout as pause } from 'node:timers/promises';
import type { Answered, Fleet } from './fleet.js';

/** One answer that somebody of the crowd got. */
export interface Answer {
  readonly what: 'create' | 'add' | 'order' | 'read';
  readonly status: number;
  readonly code: string;
  readonly hasRetryAfter: boolean;
  readonly cartId: number;
  /** When it was asked, and how long the answer took; milliseconds. */
  readonly at: number;
  readonly took: number;
}

/** What a customer does after an answer that is no success. */
const BREATH = 100;
const STORE = 2002;

/** Customers who order, one cart after the other, and people who look at the menus, whatever happens to the engines. */
export class Crowd {
  readonly answers: Answer[] = [];
  private isLeaving = false;
  private readonly customers: readonly Promise<void>[];

  constructor(
    private readonly fleet: Fleet,
    private readonly menuId: number,
    size = 6,
  ) {
    this.customers = [...Array.from({ length: size }, () => this.customer()), this.reader()];
  }

  /** Resolves when everybody has had their last answer. */
  async leave(): Promise<void> {
    this.isLeaving = true;
    await Promise.all(this.customers);
  }

  /** The answers to what was asked since then. */
  since(at: number): readonly Answer[] {
    return this.answers.filter((answers) => answers.at >= at);
  }

  /** The carts for which this was answered with one of these. */
  carts(what: Answer['what'], ...statuses: readonly number[]): readonly number[] {
    return this.answers
      .filter((answers) => answers.what === what && statuses.includes(answers.status))
      .map(({ cartId }) => cartId);
  }

  private async customer(): Promise<void> {
    while (!this.isLeaving) {
      const created = await this.post('create', `/mycart/${STORE}/create`);
      const cartId = Number(created.body.cartId);
      if (created.status !== 201) continue;
      const added = await this.post('add', `/mycart/${cartId}/menu/${this.menuId}/add`, cartId);
      if (added.status === 200) await this.post('order', `/mycart/${cartId}/order`, cartId);
    }
  }

  private async reader(): Promise<void> {
    while (!this.isLeaving) {
      await this.note('read', 0, () => this.fleet.ask('GET', `/stores/${STORE}/menus`));
      await pause(BREATH);
    }
  }

  private post(what: Answer['what'], path: string, cartId = 0): Promise<Answered> {
    return this.note(what, cartId, () => this.fleet.ask('POST', path));
  }

  private async note(what: Answer['what'], cartId: number, ask: () => Promise<Answered>): Promise<Answered> {
    const at = performance.now();
    const answer = await ask();
    const { status, headers } = answer;
    const code = (answer.body as { code?: string }).code ?? '';
    const took = performance.now() - at;
    const hasRetryAfter = headers.has('Retry-After');
    this.answers.push({ what, status, code, hasRetryAfter, cartId, at, took });
    if (status >= 400) await pause(BREATH);
    return answer;
  }
}
