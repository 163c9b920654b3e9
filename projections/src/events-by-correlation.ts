import { type DoremiEvent, type EventRun, eventsByCorrelationModel } from '@doremi/domain';
import { type DomainEvent, numbersOf, projection, type Recorded } from '@doremi/event-sourcing';

/** What a request leaves beside the streams of its aggregates. */
type RequestEvent = DomainEvent<'IdClaimed'> | DomainEvent<'RequestAnswered'>;

/** How much of the log is one document; bytes, as EventStoreDB counts places. An event takes one to two thousand. */
const RUN = 32_768n;

const runOf = ({ position }: Recorded): string => String(numbersOf(position).commit / RUN);

const shown = (run: EventRun | undefined, _: unknown, __: string, event: Recorded): EventRun => {
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
    MenuRegistered: shown,
    MenuRevised: shown,
    MenuOffered: shown,
    MenuOfferWithdrawn: shown,
    MenuDeleted: shown,
    StoreRegistered: shown,
    StoreStatusChanged: shown,
    StoreSettingsChanged: shown,
    MenuConfirmationRequested: shown,
    MenuApproved: shown,
    MenuRejected: shown,
    MenuRejectionWithdrawn: shown,
    StorePriceSet: shown,
    MenuSoldOut: shown,
    MenuRestocked: shown,
    OptionSoldOut: shown,
    OptionRestocked: shown,
    MenuDelisted: shown,
    CartCreated: shown,
    MenuAddedToCart: shown,
    LineQuantityChanged: shown,
    MenuAddHeld: shown,
    HeldMenuAdded: shown,
    HeldMenuDropped: shown,
    MenuRemovedFromCart: shown,
    FulfilmentChosen: shown,
    CartOrdered: shown,
    CartReopened: shown,
    CartPaid: shown,
    CartExpired: shown,
    PaymentRequested: shown,
    PaymentApproved: shown,
    PaymentDeclined: shown,
    PaymentOutcomeUnknown: shown,
    RefundRequested: shown,
    PaymentRefunded: shown,
    RefundFailed: shown,
    OrderReceived: shown,
    OrderAccepted: shown,
    CookingStarted: shown,
    CookingCompleted: shown,
    CookingRecalled: shown,
    DeliveryStarted: shown,
    DeliveryCompleted: shown,
    DeliveryFailed: shown,
    OrderCancelled: shown,
    PersonalDataErasureRequested: shown,
    PersonalDataErased: shown,
    LogAccepted: shown,
    CurrencyFixed: shown,
    ReceiptNumbered: shown,
    ReceiptVoided: shown,
    SlotTaken: shown,
    SlotFreed: shown,
    IdClaimed: shown,
    RequestAnswered: shown,
  } satisfies Record<(DoremiEvent | RequestEvent)['type'], typeof shown>,
  indexes: [{ correlations: 1, first: 1 }],
});
