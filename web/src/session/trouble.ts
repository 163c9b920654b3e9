import { signal } from '@preact/signals';
import { common } from '../texts/common.js';
import { IssuerFault } from './oidc-session.js';

/** What kept somebody from signing in or out; undefined where nothing did. */
export const issuerTrouble = signal<unknown>(undefined);

/** Leaves for the issuer, or says why not. */
export const tryTo = (leave: () => Promise<void>): void => {
  issuerTrouble.value = undefined;
  leave().catch((trouble: unknown) => (issuerTrouble.value = trouble));
};

/** In words for people. */
export const troubleInWords = (trouble: unknown): string =>
  trouble instanceof IssuerFault && trouble.status === 429 && trouble.retryAfter !== null
    ? common('issuerBusy', { seconds: trouble.retryAfter })
    : common('issuerAway');
