import { type RunningPaymentProvider, startPaymentProvider } from '@doremi/embedded-payment-provider';
import { afterAll, beforeAll } from '@jest/globals';
import { httpPaymentProvider } from '../payment-provider/payment-provider.js';
import type { Counters, GivenPaymentProvider } from './given-payment-provider.js';

/** A payment provider that is asked over HTTP. */
export interface HttpPaymentProviderGiven extends GivenPaymentProvider {
  readonly url: string;
}

/** The stand-in payment provider on a real socket, for all tests of a file. */
export const withPaymentProvider = (): HttpPaymentProviderGiven => {
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
