export { type Actor, ANONYMOUS, isAdmin, isCustomer, isOwnName, isStore, NOBODY, type Role, SYSTEM } from './actor.js';
export { choiceFaults, type ChoiceFault, chosenOf, defaultsOf, isSameChoice, isSameOption } from './choices.js';
export { isAsSeen, lineOf, totalOf, withAdded, withQuantity } from './events/cart-lines.js';
export {
  type CartEvent,
  type CartLine,
  type Choice,
  type Line,
  type LineOption,
  MAX_QUANTITY,
  type Seen,
} from './events/cart.events.js';
export { decimalsOf, type MoneyTerms, PLAIN_MONEY, unitOf } from './currency.js';
export { type ChainEvent } from './events/chain.events.js';
export type { CustomerEvent } from './events/customer.events.js';
export { FLOORS, type Floors, type LogEvent } from './events/log.events.js';
export { cardOf, isSameCard, PLAIN_CARD } from './events/menu-card.js';
export type { Audience, MenuCard, MenuEvent, MenuOption, OptionGroup } from './events/menu.events.js';
export type { CancelCode, OrderEvent, Reason } from './events/order.events.js';
export {
  type Fulfilment,
  dueBy,
  fulfilmentOf,
  isSameFulfilment,
  openTerms,
  type OrderTerms,
  plainOrder,
  plainTerms,
  type Sealed,
  type Tax,
  termsOf,
} from './events/order-terms.js';
export {
  ATTEMPT_ABANDONED,
  cancelledRefundId,
  isCancelledRefund,
  ORDER_CANCELLED,
  type PaymentEvent,
} from './events/payment.events.js';
export type { Slot, SlotEvent } from './events/slot.events.js';
export type { ReceiptEvent } from './events/receipt.events.js';
export type { SoldOutOption, StoreMenuEvent } from './events/store-menu.events.js';
export type { HoursException, OpeningHours, StoreEvent, StoreSettings, StoreStatus } from './events/store.events.js';
export {
  type DoremiEvent,
  cartStream,
  CHAIN_STREAM,
  customerHashIn,
  customerHashOf,
  customerKeyId,
  customerStream,
  LOG_STREAM,
  menuStream,
  orderStream,
  paymentStream,
  slotsStream,
  receiptsStream,
  storeMenuStream,
  storeStream,
} from './events/streams.js';
export {
  writtenOf,
  currentVersionOf,
  expectKnownVersion,
  NewerEventVersion,
  upcast,
  UPCAST_VERSIONS,
} from './events/upcast.js';
export { exceptionFaults, weeklyFaults } from './hours/hours-faults.js';
export { localAt } from './hours/zone.js';
export { openAt, type OpenAt } from './hours/opening-hours.js';
export { storeOpenAt } from './hours/store-opening.js';
export { freeTimes } from './hours/free-times.js';
export { isTooSoonOrLate, soonest } from './hours/wanted-at.js';
export { dateOfQuarter, nextFree, quarterOf, timeOfQuarter } from './hours/quarters.js';
export { adminMenus } from './folds/admin-menus.js';
export { carts } from './folds/carts.js';
export { orderTracking } from './folds/order-tracking.js';
export { payments } from './folds/payments.js';
export { slots } from './folds/slots.js';
export { storeMenus } from './folds/store-menus.js';
export { stores } from './folds/stores.js';
export { minutesAfter, secondsAfter } from './instants.js';
export { withDecimals, withoutPersons } from './without-persons.js';
export { hasOption, isAhead, stillOffered, withoutOption, withSoldOut } from './sold-out.js';
export { MAX_AMOUNT, MAX_TOTAL, type Minor, type Money, parseDifference, parseMoney, toDecimal } from './money.js';
export type { PersonalDetails } from './personal-details.js';
export { groupFaults, priceBounds } from './option-groups.js';
export { taxOf, taxOfRefund } from './tax.js';
export { type AdminMenu, adminMenusModel, type MenuAtStore } from './read-models/admin-menus.document.js';
export { cartsModel, type CartView } from './read-models/carts.document.js';
export {
  type EventLink,
  type EventRun,
  eventsByCorrelationModel,
  linksOf,
} from './read-models/events-by-correlation.document.js';
export { type OfferedMenu, offeredMenusModel } from './read-models/offered-menus.document.js';
export { type OpenWork, openWorkModel } from './read-models/open-work.document.js';
export { type BoardOrder, orderBoardModel, type OrderStage } from './read-models/order-board.document.js';
export { type OrderTrack, orderTrackingModel } from './read-models/order-tracking.document.js';
export {
  type AttemptView,
  paymentsModel,
  type PaymentStatus,
  type PaymentView,
  type RefundView,
} from './read-models/payments.document.js';
export { type Paid, paidWith, withRefundAsked, withRefundSettled } from './read-models/paid.js';
export { addedSales, returnedIn, soldIn } from './read-models/menu-sales.js';
export { type MenuSales, type MenuSalesDay, salesByMenuModel } from './read-models/sales-by-menu.document.js';
export { type Receipt, type ReceiptRefund, receiptsModel } from './read-models/receipts.document.js';
export { salesByDayModel, type SalesDay } from './read-models/sales-by-day.document.js';
export {
  BEHIND_ALL,
  storeMenusModel,
  type StoreMenuStatus,
  type StoreMenuView,
} from './read-models/store-menus.document.js';
export { type SlotsDay, slotsModel } from './read-models/slots.document.js';
export { storesModel, type StoreView } from './read-models/stores.document.js';
export { DEFAULT_SETTINGS, isSameSettings, settingsOf } from './store-settings.js';
