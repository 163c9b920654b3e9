export { type Aggregates, aggregatesOn, forgetAll } from './aggregates.js';
export { type Cart, cart, type CartCommand } from './cart/cart.decider.js';
export { isPaying } from './cart/cart.state.js';
export { confirmHolds } from './cart/confirm-holds.js';
export { type MenuServiceProbe, probeMenuService } from './cart/menu-service-probe.js';
export { checkoutProcess, type CheckoutProcess, LEFT_BEHIND_AFTER } from './checkout/checkout-process.js';
export { refundProcess } from './checkout/refund-process.js';
export type { Snapshot } from './command-handler/loaded-aggregate.js';
export { causedBy, type CommandContext, onBehalfOf, stepOf } from './command-handler/command-context.js';
export type { Outcome } from './command-handler/command-handler.js';
export { metadataOf } from './command-handler/idempotency.js';
export { CONTENDED } from './command-handler/optimistic-concurrency.js';
export { SNAPSHOT_EVERY } from './command-handler/snapshots.js';
export { Erasing } from './customer/erasing.js';
export { fenced, fencedSnapshots } from './event-log/fenced-event-store.js';
export { LogWatch } from './event-log/log-watch.js';
export { menu } from './menu/menu.decider.js';
export { measureAppends } from './metrics/appends.js';
export { showBreakers } from './metrics/breakers.js';
export { measureProvider } from './metrics/charges.js';
export { countCommands, countPassedOver } from './metrics/commands.js';
export { countSnapshots } from './metrics/snapshots.js';
export { order, type OrderStatus } from './order/order.decider.js';
export { httpPaymentProvider, type PaymentProvider } from './payment-provider/payment-provider.js';
export {
  httpProviderLedger,
  type LedgerCharge,
  type LedgerRefund,
  type ProviderLedger,
} from './payment-provider/provider-ledger.js';
export { ATTEMPT_LOST } from './payment/adopting.decider.js';
export { abandonedApprovals, payment, type Payment, type PaymentCommand } from './payment/payment.decider.js';
export { abandonedRefundId, attemptOfKey, isOpen, lostRefundId } from './payment/payment.state.js';
export { SLOT_KEPT_FOR } from './slots/slots.decider.js';
export { freePlaceOf, sweepPlace } from './slots/slot-places.js';
export { storeMenu, type StoreMenuCommand } from './store-menu/store-menu.decider.js';
export { businessDayOf } from './store/business-day.js';
export { store } from './store/store.decider.js';
