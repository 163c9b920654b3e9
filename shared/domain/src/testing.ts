export type { DoremiEvent } from './events/streams.js';
export {
  anyCartEvent,
  anyCustomerEvent,
  anyMenuEvent,
  anyOrderEvent,
  anyPaymentEvent,
  anyReceiptEvent,
  anySettings,
  anySlotEvent,
  anyStoreEvent,
  anyStoreMenuEvent,
} from './testing/any-event.js';
export { given, played } from './testing/given.js';
export { eventsOf, expectEvolveIsTotal, expectRepeatEmitsNothing, stateAfter } from './testing/properties.js';
export { sizedCard } from './testing/sized-card.js';
export { testTransitions } from './testing/transitions.js';
