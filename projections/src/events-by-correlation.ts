import { type DoremiEvent, type EventRun, eventsByCorrelationModel } from '@doremi/domain';
import { type DomainEvent, numbersOf, projection, type Recorded } from '@doremi/event-sourcing';

/** What a request leaves beside the streams of its aggregates. */
type RequestEvent = DomainEvent<'IdClaimed'> | DomainEvent<'RequestAnswered'>;

/** How much of the log is one document; bytes, as EventStoreDB counts places. An event takes one to two thousand. */
const RUN = 32_768n;

const runOf = ({ position }: Recorded): string => String(numbersOf(position).commit / RUN);

/** The run with a link to the event, and nothing of what it says. */
const linked = (run: EventRun | undefined, _: unknown, __: string, event: Recorded): EventRun => {
  const { stream, revision, position, metadata } = event;
  const { correlations = [], first = position, events = [] } = run ?? {};
  const known = correlations.indexOf(metadata.$correlationId);
  const isNew = known < 0;
  return {
    correlations: isNew ? [...correlations, metadata.$correlationId] : correlations,
    first,
    last: position,
    events: [...events, { of: isNew ? correlations.length : known, link: `${revision}@${stream}` }],
  };
};

/** Every event by what it belongs to: the compiler finds one that is missing. */
export const eventsByCorrelation = projection<EventRun, DoremiEvent | RequestEvent>({
  ...eventsByCorrelationModel,
  // A fold is given events as they were recorded.
  key: (event) => runOf(event as Recorded),
  on: {
    MenuRegistered: linked,
    MenuRevised: linked,
    MenuOffered: linked,
    MenuOfferWithdrawn: linked,
    MenuDeleted: linked,
    StoreRegistered: linked,
    StoreStatusChanged: linked,
    StoreSettingsChanged: linked,
    MenuConfirmationRequested: linked,
    MenuApproved: linked,
    MenuRejected: linked,
    MenuRejectionWithdrawn: linked,
    StorePriceSet: linked,
    MenuSoldOut: linked,
    MenuRestocked: linked,
    OptionSoldOut: linked,
    OptionRestocked: linked,
    MenuDelisted: linked,
    CartCreated: linked,
    MenuAddedToCart: linked,
    LineQuantityChanged: linked,
    MenuAddHeld: linked,
    HeldMenuAdded: linked,
    HeldMenuDropped: linked,
    MenuRemovedFromCart: linked,
    FulfilmentChosen: linked,
    CartOrdered: linked,
    CartReopened: linked,
    CartPaid: linked,
    CartExpired: linked,
    PaymentRequested: linked,
    PaymentApproved: linked,
    PaymentDeclined: linked,
    PaymentOutcomeUnknown: linked,
    RefundRequested: linked,
    PaymentRefunded: linked,
    RefundFailed: linked,
    OrderReceived: linked,
    OrderAccepted: linked,
    CookingStarted: linked,
    CookingCompleted: linked,
    CookingRecalled: linked,
    DeliveryStarted: linked,
    DeliveryCompleted: linked,
    DeliveryFailed: linked,
    OrderCancelled: linked,
    PersonalDataErasureRequested: linked,
    PersonalDataErased: linked,
    LogAccepted: linked,
    CurrencyFixed: linked,
    ReceiptNumbered: linked,
    ReceiptVoided: linked,
    SlotTaken: linked,
    SlotFreed: linked,
    IdClaimed: linked,
    RequestAnswered: linked,
  } satisfies Record<(DoremiEvent | RequestEvent)['type'], typeof linked>,
  indexes: [{ correlations: 1, first: 1 }],
});
