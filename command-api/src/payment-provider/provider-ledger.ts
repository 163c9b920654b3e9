import { EngineUnavailable } from '@doremi/event-sourcing';
import type { Minor } from '@doremi/domain';
import { traceContext } from '@doremi/process';
import { attemptOfKey } from '../payment/payment.state.js';

/** A charge as the payment provider's ledger has it. */
export interface LedgerCharge {
  readonly id: string;
  /** What it was asked for with. */
  readonly key: string;
  /** Only an approved one moved money. */
  readonly isApproved: boolean;
  readonly amount: Minor;
  /** What went back of it. */
  readonly refunded: Minor;
  /** ISO 8601, UTC. */
  readonly at: string;
}

export interface LedgerRefund {
  readonly id: string;
  /** The refund's own key: its `refundId`. */
  readonly key: string;
  /** Id and key of the charge that it is of. */
  readonly charge: string;
  readonly chargeKey: string;
  readonly isDone: boolean;
  readonly amount: Minor;
  /** ISO 8601, UTC. */
  readonly at: string;
}

interface Listed {
  /** Id of one that was seen: the list goes on behind it. */
  readonly after?: string | null;
  /** ISO 8601: leaves out what is older. */
  readonly since?: string;
}

/** The port to what the payment provider has written down. Lists are oldest first; they throw EngineUnavailable. */
export interface ProviderLedger {
  charges(listed?: Listed): AsyncIterable<LedgerCharge>;
  /** Of all charges, or of one (its id). */
  refunds(listed?: Listed & { readonly charge?: string }): AsyncIterable<LedgerRefund>;
  /**
   * The highest cart that was ever charged, or declined; null when there is none. The first call reads all the ledger (a
   * thousand charges a page), later ones what was added. Throws EngineUnavailable.
   */
  highestCart(): Promise<number | null>;
}

/** One item of a list, as it comes over HTTP. */
interface Item {
  readonly id: string;
  readonly status: string;
  readonly idempotencyKey: string;
  readonly amount: Minor;
  readonly created: string;
}

/** The payment provider's ledger over HTTP at `url`: `page` items at a time, each page within `timeoutMs`. */
export const httpProviderLedger = (url: string, { timeoutMs = 5_000, page: size = 1_000 } = {}): ProviderLedger => {
  const get = async <Page>(path: string, query: URLSearchParams): Promise<Page> => {
    try {
      const response = await fetch(`${url}${path}?${query.toString()}`, {
        headers: traceContext(),
        signal: AbortSignal.timeout(timeoutMs),
      });
      if (response.status === 200) return (await response.json()) as Page;
      throw new Error(`it answered ${response.status}`);
    } catch (error) {
      throw new EngineUnavailable("the payment provider's books cannot be read", { cause: error });
    }
  };

  async function* list<Listing extends Item>(path: string, asked: Readonly<Record<string, string | null | undefined>>) {
    const given = Object.entries(asked).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
    const query = new URLSearchParams([['limit', String(size)], ...given]);
    for (;;) {
      const page = await get<{ items: readonly Listing[]; nextCursor: string | null }>(path, query);
      yield* page.items;
      if (page.nextCursor === null) return;
      query.set('cursor', page.nextCursor);
    }
  }

  const charges: ProviderLedger['charges'] = async function* ({ after, since } = {}) {
    for await (const item of list<Item & { refunded: Minor }>('/charges', { cursor: after, since })) {
      const { id, status, idempotencyKey: key, amount, refunded, created: at } = item;
      yield { id, key, isApproved: status === 'approved', amount, refunded, at };
    }
  };

  const refunds: ProviderLedger['refunds'] = async function* ({ after, since, charge: of } = {}) {
    const listed = list<Item & { charge: string; chargeKey: string }>('/refunds', { cursor: after, since, charge: of });
    for await (const { id, status, idempotencyKey: key, charge, chargeKey, amount, created: at } of listed)
      yield { id, key, charge, chargeKey, isDone: status === 'refunded', amount, at };
  };

  let seen: string | null = null;
  let highest: number | null = null;
  let looking: Promise<number | null> | null = null;
  const look = async (): Promise<number | null> => {
    for await (const { id, key } of charges({ after: seen })) {
      const { cartId = 0 } = attemptOfKey(key) ?? {};
      if (cartId > (highest ?? 0)) highest = cartId;
      seen = id;
    }
    return highest;
  };

  return {
    charges,
    refunds,
    highestCart: () => {
      looking ??= look().finally(() => {
        looking = null;
      });
      return looking;
    },
  };
};
