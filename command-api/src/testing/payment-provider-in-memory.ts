import { type Money, unitOf } from '@doremi/domain';
import type { PaymentProvider } from '../payment-provider/payment-provider.js';
import type { GivenPaymentProvider } from './given-payment-provider.js';

type Charge = ReturnType<PaymentProvider['charge']>;
type Refund = ReturnType<PaymentProvider['refund']>;

/**
 * A payment provider in memory: it charges and pays back once per key. The last two digits of a charge decide as they do at the
 * stand-in (.01 declined, .02 and .03 the first answer is lost, or too late, .04 away), and a refund that ends in .05 cannot be made.
 */
export class PaymentProviderInMemory implements PaymentProvider {
  /** Amounts in minor units, by key. */
  readonly charged: Map<string, number>;
  readonly refunded: Map<string, number>;
  /** While it is away, nothing comes of asking for a refund. */
  isAway = false;

  /** With the ledger of another one, or empty. */
  constructor(
    ledger: Pick<PaymentProviderInMemory, 'charged' | 'refunded'> = { charged: new Map(), refunded: new Map() },
  ) {
    this.charged = new Map(ledger.charged);
    this.refunded = new Map(ledger.refunded);
  }

  charge(idempotencyKey: string, { amount, currency }: Money): Charge {
    const digits = (amount / unitOf(currency)) % 100;
    if (digits === 1) return Promise.resolve({ outcome: 'declined', code: 'CARD_DECLINED' });
    if (digits === 4) return Promise.resolve({ outcome: 'notCharged' });
    const isLost = [2, 3].includes(digits) && !this.charged.has(idempotencyKey);
    this.charged.set(idempotencyKey, amount);
    if (isLost) return Promise.resolve({ outcome: 'unknown' });
    return Promise.resolve({ outcome: 'approved', providerReference: `ch_${idempotencyKey}` });
  }

  refund(refundId: string, _charge: string, { amount }: Money): Refund {
    if (this.isAway) return Promise.resolve({ outcome: 'unknown' });
    if (amount % 100 === 5) return Promise.resolve({ outcome: 'failed', code: 'REFUND_REFUSED' });
    this.refunded.set(refundId, amount);
    return Promise.resolve({ outcome: 'refunded', providerReference: `re_${refundId}` });
  }

  isAvailable(): boolean {
    return true;
  }
}

const once = (amounts: ReadonlyMap<string, number>): Record<string, number> =>
  Object.fromEntries([...amounts.keys()].map((key) => [key, 1]));

const sum = (amounts: ReadonlyMap<string, number>): number => [...amounts.values()].reduce((all, one) => all + one, 0);

/** A payment provider in memory for all tests of a file. */
export const givenPaymentProviderInMemory = (): GivenPaymentProvider => {
  const standIn = new PaymentProviderInMemory();
  const { charged, refunded } = standIn;
  const provider: PaymentProvider = {
    charge: (...asked) => standIn.charge(...asked),
    refund: (id, charge, money) =>
      charged.has(charge.replace('ch_', ''))
        ? standIn.refund(id, charge, money)
        : Promise.resolve({ outcome: 'failed', code: 'CHARGE_NOT_FOUND' }),
    isAvailable: () => standIn.isAvailable(),
  };
  const totals = () => ({ charged: sum(charged), refunded: sum(refunded) });
  return {
    provider: () => provider,
    counters: () => Promise.resolve({ charges: once(charged), refunds: once(refunded), totals: totals() }),
  };
};
