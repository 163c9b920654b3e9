import type { Policy } from './policy.js';
import { whenAddHeld } from './when-add-held.js';
import { whenMenuOffered } from './when-menu-offered.js';
import { whenMenuTakenBack } from './when-menu-taken-back.js';
import { whenOrderIsOver } from './when-order-is-over.js';
import { whenOrderCancelled } from './when-order-cancelled.js';
import { whenPaymentMoves } from './when-payment-moves.js';
import { whenRefundFailed } from './when-refund-failed.js';
import { whenRefundRequested } from './when-refund-requested.js';
import { whenStoreRegistered } from './when-store-registered.js';

/** Every policy; what their handlers name is what the consumer group subscribes to. */
export const policies = [
  whenMenuOffered,
  whenMenuTakenBack,
  whenStoreRegistered,
  whenAddHeld,
  whenPaymentMoves,
  whenOrderCancelled,
  whenRefundRequested,
  whenRefundFailed,
  whenOrderIsOver,
] as readonly unknown[] as readonly Policy[];
