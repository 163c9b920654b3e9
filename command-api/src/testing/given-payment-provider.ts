import type { PaymentProvider } from '../payment-provider/payment-provider.js';

/** What the payment provider really did, by key. */
export interface Counters {
  readonly charges: Readonly<Record<string, number>>;
  readonly refunds: Readonly<Record<string, number>>;
  readonly totals: { readonly charged: number; readonly refunded: number };
}

/** A payment provider for all tests of a file. */
export interface GivenPaymentProvider {
  /** A new connection with a breaker of its own, which gives up on a slow answer soon. */
  readonly provider: () => PaymentProvider;
  readonly counters: () => Promise<Counters>;
}
