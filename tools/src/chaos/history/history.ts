import type { CartEvent, Minor, OrderEvent, PaymentEvent } from '@doremi/domain';
import type { Recorded } from '@doremi/event-sourcing';
import type { Acknowledged } from '../workload/acknowledged.js';

/** The payment provider's books. */
export interface CardLedger {
  readonly charges: readonly {
    readonly idempotencyKey: string;
    readonly status: 'approved' | 'declined';
    readonly amount: Minor;
    /** How often it was really charged. */
    readonly times: number;
    /** What went back of it. */
    readonly refunded: Minor;
  }[];
  /** What it gave back, once per key. */
  readonly refunds: readonly { readonly idempotencyKey: string; readonly amount: Minor }[];
  /** How often it answered oddly, by kind. */
  readonly oddAnswers: Readonly<Record<string, number>>;
}

/** Documents by key, as a read model or a fresh fold holds them. */
export type DocumentsByKey = ReadonlyMap<string, object>;

/** A read model as it is stored, and as a fold of all events makes it now. */
export interface ReadModelState {
  readonly name: string;
  readonly stored: DocumentsByKey;
  readonly fresh: DocumentsByKey;
  /** Keys of events that its fold threw on. */
  readonly parked: readonly string[];
}

/** Everything that is compared at the end of a run. */
export interface History {
  readonly acknowledged: Acknowledged;
  readonly ledger: CardLedger;
  readonly events: readonly Recorded[];
  readonly readModels: readonly ReadModelState[];
}

/** An event of the money side of carts, with its data known by its type. */
export type BusinessEvent = Recorded<CartEvent> | Recorded<PaymentEvent> | Recorded<OrderEvent>;

/** The events of one type, in the order of the log. */
export const of = <Type extends BusinessEvent['type']>(
  events: readonly Recorded[],
  type: Type,
): readonly Extract<BusinessEvent, { type: Type }>[] =>
  events.filter((event) => event.type === type) as Extract<BusinessEvent, { type: Type }>[];
