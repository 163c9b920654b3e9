import type { Position } from '@doremi/event-sourcing';
import type { Minor } from '@doremi/domain';

/** A command that was answered with success: its event, or what was there already, has to be where the answer says. */
export interface AcknowledgedCommand {
  readonly command: string;
  readonly position: Position;
}

/** What one customer was told about one cart. */
export interface AcknowledgedCart {
  readonly cartId: number;
  readonly storeId: number;
  readonly customerId: string;
  /** Adds that were taken: at once (200), or held (202). */
  adds: number;
  holds: number;
  /** How ordering it ended, in the customer's eyes; null where they never ordered. */
  outcome: 'paid' | 'declined' | 'unavailable' | 'refused' | null;
  /** Where it was paid: what the answer said they pay. */
  total: Minor | null;
  /** The order was cancelled, by whomever, and that was acknowledged. */
  cancelled: boolean;
}

/** Everything that was acknowledged to clients in a run, and what was not. */
export interface Acknowledged {
  readonly commands: AcknowledgedCommand[];
  readonly carts: AcknowledgedCart[];
  /** Requests that never got a definite answer, however often they were repeated. */
  readonly unanswered: string[];
  /** Refusals by code, for people to look at. */
  readonly refusals: Record<string, number>;
}

export const nothingAcknowledged = (): Acknowledged => ({ commands: [], carts: [], unanswered: [], refusals: {} });
