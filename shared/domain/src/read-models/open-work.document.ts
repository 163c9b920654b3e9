import type { Minor } from '../money.js';
import type { ReadModel } from '@doremi/event-sourcing';

interface OpenPlace {
  readonly quarter: string;
  readonly attempt: number;
  /** ISO 8601. */
  readonly takenAt: string;
}

/** What is still open on one cart and its payment: the policies' sweep looks here, never at people's read models. */
export interface OpenWork {
  readonly cartId: number;
  readonly storeId: number;
  /** The payment attempt that is neither confirmed nor reopened, and since when (ISO 8601). */
  readonly attempt: { readonly attempt: number; readonly since: string } | null;
  /** Refunds that the provider has not answered yet. */
  readonly refunds: readonly string[];
  /** Those of them that pay back what nobody may keep: of an order that was cancelled, or an attempt that was given up. */
  readonly owed: readonly string[];
  /** What should have gone back and could not, in minor units: the payment provider refused it for good. */
  readonly kept: Minor;
  readonly holds: readonly { readonly holdId: number; readonly menuId: number; readonly expiresAt: string }[];
  /** Places of its store's quarters that were taken for it, and which it is not ordered with. */
  readonly places: readonly OpenPlace[];
  /** What it is ordered with. */
  readonly ordered: Omit<OpenPlace, 'takenAt'> | null;
  /** By when its order has to be answered, ISO 8601; null once it is, and where nobody has to. */
  readonly acceptBy: string | null;
  /** Last change of a cart that can still expire, ISO 8601; null once it is ordered or over. */
  readonly idleSince: string | null;
  /** Whether an attempt, a refund, a hold or a place is open, or money is kept; what the sweep looks for, beside times that have passed. */
  readonly open: boolean;
}

export const openWorkModel: ReadModel<OpenWork> = { name: 'openWork', version: 4, database: 'main' };
