import {
  ATTEMPT_ABANDONED,
  cancelledRefundId,
  ORDER_CANCELLED,
  paymentStream,
  plainTerms,
  storeStream,
} from '@doremi/domain';
import { isRefusal } from '@doremi/event-sourcing';
import {
  abandonedApprovals,
  abandonedRefundId,
  type Aggregates,
  ATTEMPT_LOST,
  businessDayOf,
  type Cart,
  type CommandContext,
  isOpen,
  isPaying,
  type LedgerCharge,
  type LedgerRefund,
  lostRefundId,
  onBehalfOf,
  type Payment,
  type PaymentCommand,
  type PaymentProvider,
  type ProviderLedger,
  refundProcess,
  type Snapshot,
  stepOf,
} from '@doremi/command-api';
import type { Judgement } from './difference.js';

/** Why a difference is still there: the code of whatever stands in its way. */
type Left = string | null;

/** A charge of one of our attempts, with the cart that it is of. */
export interface OfCart {
  readonly charge: LedgerCharge;
  readonly cartId: number;
  readonly attempt: number;
  readonly cart: Snapshot<Cart>;
}

/** Nobody says in the ledger why money went back. */
const REFUND_LOST = 'REFUND_LOST';

/**
 * Does away with differences between the payment provider's ledger and the log. Every command and every refund has the same id
 * whoever does it, so doing it again, or dying in between, moves no money twice; nothing here ever charges.
 */
export class Remedies {
  constructor(
    private readonly aggregates: Aggregates,
    private readonly provider: PaymentProvider,
    private readonly ledger: ProviderLedger,
    private readonly context: CommandContext,
  ) {}

  /** Resolves to null when the charge is accounted for, else to why not. */
  async ofCharge(found: OfCart, { remedy }: Judgement): Promise<Left> {
    switch (remedy) {
      case 'record':
        return this.recordApproval(found);
      case 'adopt':
        return this.adopt(found);
      case 'refund':
        return this.payBack(found);
      case 'none':
        return 'AMOUNT_DIFFERS';
    }
  }

  /** Resolves to null when the refund is in the log, else to why not. */
  async ofRefund(refund: LedgerRefund, paymentId: number, attempt: number): Promise<Left> {
    const { key: refundId, amount, id: providerReference } = refund;
    const reason = refundId.startsWith(cancelledRefundId(paymentId)) ? ORDER_CANCELLED : REFUND_LOST;
    const command = { type: 'AdoptRefund', refundId, attempt, amount, reason, providerReference } as const;
    return refusedOf(await this.onPayment(paymentId, command, `refund-${refundId}`));
  }

  /** The policies go on from there: paid, received, or, where the cart has gone on without it, paid back. */
  private async recordApproval({ charge, cartId, attempt, cart }: OfCart): Promise<Left> {
    const { key, id: providerReference, amount } = charge;
    // While it is paid for, its last event is the one that ordered.
    const context = cart.last && isPaying(cart.state, attempt) ? onBehalfOf(cart.last, this.context) : this.context;
    const request = {
      type: 'RequestPayment',
      ...idsOf(cart.state),
      attempt,
      amount,
      ...moneyOf(cart.state, attempt),
    } as const;
    await this.onPayment(cartId, request, `${key}-request`, context);
    const approval = { type: 'RecordApproval', attempt, providerReference } as const;
    const recorded = await this.onPayment(cartId, approval, `${key}-RecordApproval`, context);
    if (isRefusal(recorded)) return recorded.refused;
    if (abandonedApprovals(recorded.state).every((late) => late.attempt !== attempt)) return null;
    const refundId = abandonedRefundId(key);
    const refund = {
      type: 'RequestRefund',
      refundId,
      attempt,
      reason: ATTEMPT_ABANDONED,
      by: this.context.actor.sub,
    } as const;
    return (
      refusedOf(await this.onPayment(cartId, refund, `${key}-refund-${refundId}`)) ?? this.finish(cartId, refundId)
    );
  }

  private async adopt({ charge, cartId, attempt, cart: { state: cart } }: OfCart): Promise<Left> {
    const { key, id: providerReference, amount, at } = charge;
    const refunds = [];
    for await (const { key: refundId, id, isDone, amount: part } of this.ledger.refunds({ charge: charge.id }))
      if (isDone) refunds.push({ refundId, amount: part, providerReference: id });
    const { state: store } = await this.aggregates.stores.load(storeStream(cart.storeId));
    // A cart that was never ordered has no day yet.
    const businessDay = cart.businessDay || businessDayOf(at, store.timezone);
    const command = {
      type: 'AdoptCharge',
      ...idsOf(cart),
      businessDay,
      attempt,
      amount,
      providerReference,
      refunds,
    } as const;
    return refusedOf(await this.onPayment(cartId, command, `${key}-adopt`)) ?? this.finish(cartId, lostRefundId(key));
  }

  private async payBack({ charge: { id, key, amount, refunded }, cartId, attempt }: OfCart): Promise<Left> {
    const { state } = await this.aggregates.payments.load(paymentStream(cartId));
    if (state.attempts.some((made) => made.attempt === attempt && isOpen(made))) {
      const decline = { type: 'RecordDecline', attempt, code: ATTEMPT_LOST } as const;
      const left = refusedOf(await this.onPayment(cartId, decline, `${key}-RecordDecline`));
      if (left !== null) return left;
    }
    if (refunded === amount) return null;
    const { currency = null } = state.attempts.find((made) => made.attempt === attempt) ?? {};
    const answer = await this.provider.refund(lostRefundId(key), id, { amount: amount - refunded, currency });
    if (answer.outcome === 'refunded') return null;
    return answer.outcome === 'failed' ? answer.code : 'NO_ANSWER';
  }

  /** Asks for a refund that the log has; the policies ask as well, with the same key. */
  private async finish(paymentId: number, refundId: string): Promise<Left> {
    const context = stepOf(this.context, `refund-${refundId}-asked`);
    await refundProcess(this.aggregates, this.provider)({ paymentId, refundId }, context);
    const { state } = await this.aggregates.payments.load(paymentStream(paymentId));
    const refund = state.refunds.find((one) => one.refundId === refundId);
    if (refund?.status === 'REQUESTED') return 'NO_ANSWER';
    return refund?.status === 'FAILED' ? 'REFUND_FAILED' : null;
  }

  private onPayment(paymentId: number, command: PaymentCommand, step: string, context = this.context) {
    return this.aggregates.payments.handle(paymentStream(paymentId), command, stepOf(context, step));
  }
}

const idsOf = ({ cartId, storeId, customerId, businessDay }: Cart) =>
  ({ paymentId: cartId, cartId, storeId, customerId, businessDay }) satisfies Partial<Payment>;

/** What the attempt is in, as its order says; of another attempt than the cart's last nobody knows any more. */
const moneyOf = ({ attempt: last, terms }: Cart, attempt: number) => {
  const { currency, tax } = last === attempt ? terms : plainTerms(0);
  return { currency, taxRate: tax?.rate ?? null };
};

const refusedOf = (outcome: object): Left => (isRefusal(outcome) ? outcome.refused : null);
