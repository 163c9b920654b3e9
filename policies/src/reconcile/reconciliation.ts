import { randomUUID } from 'node:crypto';
import { pMapIterable } from 'p-map';
import type { EventStore } from '@doremi/event-sourcing';
import { cartStream, orderStream, paymentStream } from '@doremi/domain';
import {
  type Aggregates,
  aggregatesOn,
  attemptOfKey,
  type CommandContext,
  type LedgerCharge,
  type LedgerRefund,
  LEFT_BEHIND_AFTER,
  type OrderStatus,
  type PaymentProvider,
  type ProviderLedger,
} from '@doremi/command-api';
import { judgeCharge, judgeRefund, type Difference, type Judgement } from './difference.js';
import type { ReconciliationLine } from './reconcile.responses.js';
import { Remedies, type OfCart } from './remedies.js';

/** What is asked of a reconciliation. */
export interface ReconciliationRequest {
  /** Does what it finds to be done; else it only looks. */
  readonly apply: boolean;
  /** ISO 8601: leaves out what moved before. */
  readonly since?: string;
  /** Who asks, for the record. */
  readonly by: string;
  /** It ends behind the difference at hand. */
  readonly signal: AbortSignal;
}

interface Parts {
  readonly eventStore: EventStore;
  readonly provider: PaymentProvider;
  readonly ledger: ProviderLedger;
  readonly now: () => Date;
  /** Throws while nothing may be done about what is found: an older log tells of differences that a newer one settles. */
  readonly mayApply: () => Promise<void>;
}

/** Entries of the ledger that are looked up in the log at once. */
const ENTRIES_AT_ONCE = 16;

/** An order like that is none that somebody still works at. */
const AT_REST: readonly OrderStatus[] = ['NONE', 'CANCELLED', 'COMPLETED'];

/** Compares the payment provider's ledger with the log, entry by entry, and does what is to be done. Throws EngineUnavailable. */
export const reconciling =
  (parts: Parts) =>
  (request: ReconciliationRequest): AsyncGenerator<ReconciliationLine> =>
    new Reconciliation(parts, request).run();

class Reconciliation {
  /** Of its own: what another log told must not be remembered here. */
  private readonly aggregates: Aggregates;
  private readonly remedies: Remedies;
  private readonly counts = { charges: 0, refunds: 0, underWay: 0, foreign: 0, differences: 0, done: 0 };
  /** Charges that the log would know once what is to be done was done: their refunds are looked at as well. */
  private readonly known = new Set<string>();

  constructor(
    private readonly parts: Parts,
    private readonly request: ReconciliationRequest,
  ) {
    this.aggregates = aggregatesOn(parts.eventStore);
    this.remedies = new Remedies(this.aggregates, parts.provider, parts.ledger, this.contextOf(request.by));
  }

  async *run(): AsyncGenerator<ReconciliationLine> {
    const { ledger } = this.parts;
    const { since, signal } = this.request;
    const inOrder = { concurrency: ENTRIES_AT_ONCE };
    for await (const one of pMapIterable(ledger.charges({ since }), (charge) => this.lookAtCharge(charge), inOrder)) {
      if (signal.aborted) return;
      this.counts.charges++;
      if (one) yield await this.tell(one.difference, () => this.remedies.ofCharge(one.found, one.difference));
    }
    for await (const one of pMapIterable(ledger.refunds({ since }), (refund) => this.lookAtRefund(refund), inOrder)) {
      if (signal.aborted) return;
      this.counts.refunds++;
      if (one) yield await this.tell(one.difference, () => this.remedies.ofRefund(one.refund, one.cartId, one.attempt));
    }
    yield { result: this.counts };
  }

  private async tell(difference: Difference, act: () => Promise<string | null>): Promise<ReconciliationLine> {
    this.counts.differences++;
    if (!this.request.apply) return { difference };
    await this.parts.mayApply();
    const left = await act();
    if (left === null) this.counts.done++;
    return { difference, left };
  }

  private async lookAtCharge(charge: LedgerCharge): Promise<{ found: OfCart; difference: Difference } | null> {
    if (!charge.isApproved) return null;
    const of = this.attemptOf(charge.key);
    if (!of) return null;
    const [cart, payment] = await Promise.all([
      this.aggregates.carts.load(cartStream(of.cartId)),
      this.aggregates.payments.load(paymentStream(of.cartId)),
    ]);
    const judgement = judgeCharge(charge, of.attempt, cart.state, payment.state);
    if (judgement?.found === 'ATTEMPT_OPEN') this.known.add(charge.id);
    const difference = this.differenceOf('charge', charge, judgement, payment.last ?? cart.last);
    return difference && { found: { charge, ...of, cart }, difference };
  }

  private async lookAtRefund(refund: LedgerRefund) {
    if (!refund.isDone) return null;
    const of = this.attemptOf(refund.chargeKey);
    if (!of) return null;
    const { state, last } = await this.aggregates.payments.load(paymentStream(of.cartId));
    const paid = state.attempts.find(({ attempt }) => attempt === of.attempt);
    // What the log does not have as paid is told as a charge, with all that went back of it.
    if (paid?.providerReference !== refund.charge && !this.known.has(refund.charge)) return null;
    const difference = this.differenceOf('refund', refund, judgeRefund(refund, state), last);
    if (!difference) return null;
    const order = difference.found === 'REFUND_UNKNOWN' ? await this.orderAtWork(of.cartId) : {};
    return { refund, ...of, difference: { ...difference, ...order } };
  }

  private async orderAtWork(orderId: number): Promise<Pick<Difference, 'order'>> {
    const { status } = (await this.aggregates.orders.load(orderStream(orderId))).state;
    return AT_REST.includes(status) ? {} : { order: status };
  }

  private attemptOf(key: string): ReturnType<typeof attemptOfKey> {
    const of = attemptOfKey(key);
    if (!of) this.counts.foreign++;
    return of;
  }

  private differenceOf(
    of: Difference['of'],
    { key, amount, at }: LedgerCharge | LedgerRefund,
    judgement: Judgement | null,
    last: { readonly metadata: { readonly occurredAt: string } } | null,
  ): Difference | null {
    if (!judgement) return null;
    const isOpen = judgement.found === 'ATTEMPT_OPEN' || judgement.found === 'REFUND_OPEN';
    const age = this.parts.now().getTime() - Date.parse(last?.metadata.occurredAt ?? at);
    if (isOpen && age < LEFT_BEHIND_AFTER) {
      this.counts.underWay++;
      return null;
    }
    return { of, key, amount, at, ...judgement };
  }

  private contextOf(by: string): CommandContext {
    const id = randomUUID();
    const now = this.parts.now().toISOString();
    return {
      commandId: id,
      correlationId: id,
      causationId: id,
      actor: { sub: by, roles: ['operator'] },
      now,
      repeatable: true,
    };
  }
}
