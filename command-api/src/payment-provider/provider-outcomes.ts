/** What the payment provider said, or what is known when it said nothing. */
export type ChargeOutcome =
  | { readonly outcome: 'approved'; readonly providerReference: string }
  | { readonly outcome: 'declined'; readonly code: string }
  /** Refused connection, 503 or an open breaker: surely nothing happened. */
  | { readonly outcome: 'notCharged' }
  /** No definite answer: the same key has to be asked again until there is one. */
  | { readonly outcome: 'unknown' };

export type RefundOutcome =
  | { readonly outcome: 'refunded'; readonly providerReference: string }
  | { readonly outcome: 'failed'; readonly code: string }
  | { readonly outcome: 'unknown' };

/** What came back over HTTP: a JSON object, or an empty one where the body was none. */
export interface ProviderReply {
  readonly status: number;
  readonly body: { readonly id?: unknown; readonly status?: unknown; readonly code?: unknown };
}

/** The credentials are wrong: our fault, which nobody's card has to answer for. */
export const refusesCredentials = ({ status }: Pick<ProviderReply, 'status'>): boolean =>
  status === 401 || status === 403;

/** Too slow, too early, too many, or broken: it has trouble of its own, and should be left in peace for a while. */
export const isInTrouble = ({ status }: Pick<ProviderReply, 'status'>): boolean =>
  status >= 500 || [408, 425, 429].includes(status);

/**
 * What an answer to a charge means. Only a definite answer decides: a charge that says of itself how it ended, or a refusal
 * of the card with its code. Whatever else comes, the money may have moved or may still: the same key is asked again.
 */
export const chargeOutcomeOf = ({ status, body }: ProviderReply): ChargeOutcome => {
  const code = textOf(body.code);
  if (status === 402 && code !== null) return { outcome: 'declined', code };
  if (status < 200 || status >= 300) return { outcome: 'unknown' };
  if (body.status === 'declined') return { outcome: 'declined', code: code ?? 'CARD_DECLINED' };
  const id = textOf(body.id);
  return body.status === 'approved' && id !== null
    ? { outcome: 'approved', providerReference: id }
    : { outcome: 'unknown' };
};

/** The refusals of a refund that asking again does not change. */
const REFUND_REFUSALS = ['CHARGE_NOT_FOUND', 'REFUND_EXCEEDS_CHARGE'];

/** What an answer to a refund means: what is not definite is asked again, with the same key, which pays back once. */
export const refundOutcomeOf = ({ status, body }: ProviderReply): RefundOutcome => {
  const code = textOf(body.code);
  if (status >= 400 && status < 500 && code !== null && REFUND_REFUSALS.includes(code))
    return { outcome: 'failed', code };
  if (status < 200 || status >= 300) return { outcome: 'unknown' };
  if (body.status === 'failed') return { outcome: 'failed', code: code ?? 'REFUND_FAILED' };
  const id = textOf(body.id);
  return body.status === 'refunded' && id !== null
    ? { outcome: 'refunded', providerReference: id }
    : { outcome: 'unknown' };
};

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
