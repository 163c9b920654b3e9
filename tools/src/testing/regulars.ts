import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Answer } from './crowd.js';
import type { Answered, Fleet } from './fleet.js';

/** What somebody does after an answer that is no success; milliseconds. */
const BREATH = 50;
const STORE = 2002;

/**
 * Customers who do not give up, whatever happens to the engines: each command goes out with an Idempotency-Key, again until
 * it is answered with something else than 503, and then once more, to hear the same again.
 */
export class Regulars {
  readonly answers: Answer[] = [];
  /** Answers that were neither a success nor a 503, and repetitions that were answered differently. */
  readonly misanswered: unknown[] = [];
  private isLeaving = false;
  private hasGivenUp = false;
  private readonly customers: readonly Promise<void>[];

  constructor(
    private readonly fleet: Fleet,
    private readonly menuId: number,
    size = 6,
  ) {
    this.customers = Array.from({ length: size }, () =>
      this.customer().catch((error) => void this.misanswered.push(error)),
    );
  }

  /** Resolves when everybody has ordered what they began, or given up where the test has. */
  async leave({ atOnce = false } = {}): Promise<void> {
    this.isLeaving = true;
    this.hasGivenUp = atOnce;
    await Promise.all(this.customers);
  }

  /** The carts for which this was answered with one of these. */
  carts(what: Answer['what'], ...statuses: readonly number[]): readonly number[] {
    const matching = this.answers.filter((answers) => answers.what === what && statuses.includes(answers.status));
    return [...new Set(matching.map(({ cartId }) => cartId))];
  }

  /** How long after this moment the first command succeeded; milliseconds. */
  wentOnAfter(moment: number): number {
    const ends = this.answers.filter(({ status }) => status < 300).map(({ at, took }) => at + took);
    return Math.min(...ends.filter((end) => end > moment)) - moment;
  }

  private async customer(): Promise<void> {
    while (!this.isLeaving) {
      const created = await this.insist('create', `/mycart/${STORE}/create`);
      const cartId = Number(created.body.cartId);
      const added = await this.insist('add', `/mycart/${cartId}/menu/${this.menuId}/add`, cartId);
      if (added.status === 200) await this.insist('order', `/mycart/${cartId}/order`, cartId);
    }
  }

  private async insist(what: Answer['what'], path: string, cartId = 0): Promise<Answered> {
    const headers = { 'Idempotency-Key': randomUUID() };
    const ask = () => this.fleet.ask('POST', path, undefined, headers);
    const answer = await this.untilAnswered(what, cartId, ask);
    const again = await this.untilAnswered(what, cartId, ask);
    const [first, second] = [answer, again].map(({ status, body }) => `${status} ${JSON.stringify(body)}`);
    // What was not known yet (202) may be known now.
    const isWrong = answer.status >= 300 || (first !== second && answer.status !== 202);
    if (isWrong && !this.hasGivenUp) this.misanswered.push({ what, cartId, first, second });
    return answer;
  }

  private async untilAnswered(what: Answer['what'], cartId: number, ask: () => Promise<Answered>): Promise<Answered> {
    for (;;) {
      const at = performance.now();
      const answer = await ask();
      const { status, headers, body } = answer;
      const took = performance.now() - at;
      const code = (body as { code?: string }).code ?? '';
      const hasRetryAfter = headers.has('Retry-After');
      this.answers.push({ what, status, code, hasRetryAfter, cartId: cartId || Number(body.cartId ?? 0), at, took });
      if (status !== 503 || this.hasGivenUp) return answer;
      await pause(BREATH);
    }
  }
}
