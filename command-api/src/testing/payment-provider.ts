import { startPaymentProvider, type RunningPaymentProvider } from '@doremi/embedded-payment-provider/server';
import { afterAll, beforeAll } from '@jest/globals';
import { httpPaymentProvider, type PaymentProvider } from '../payment-provider/payment-provider.js';

/** What the payment provider really did, by key. */
interface Counters {
  readonly charges: Readonly<Record<string, number>>;
  readonly refunds: Readonly<Record<string, number>>;
  readonly totals: { readonly charged: number; readonly refunded: number };
}

export interface GivenPaymentProvider {
  readonly url: string;
  /** A new connection with a breaker of its own, which gives up on a slow answer soon. */
  readonly provider: () => PaymentProvider;
  readonly counters: () => Promise<Counters>;
}

/** The stand-in payment provider on a real socket, for all tests of a file. */
export const withPaymentProvider = (): GivenPaymentProvider => {
  let server: RunningPaymentProvider;
  beforeAll(async () => {
    server = await startPaymentProvider({ port: 0, slowMs: 60_000 });
  });
  afterAll(() => server.stop());
  const url = (): string => `http://127.0.0.1:${server.port}`;
  return {
    get url() {
      return url();
    },
    provider: () => httpPaymentProvider(url(), { timeoutMs: 1_000 }),
    counters: async () => (await (await fetch(`${url()}/counters`)).json()) as Counters,
  };
};
