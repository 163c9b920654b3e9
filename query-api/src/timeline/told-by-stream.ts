import { type ChainEvent, type CustomerEvent, customerHashIn, type LogEvent, type ReceiptEvent } from '@doremi/domain';
import type { DomainEvent, Projection } from '@doremi/event-sourcing';

/** What is so after the events of one stream that no read model shows; nothing that is personal. */
type OfStream<State extends object, Event extends DomainEvent> = Pick<Projection<State, Event>, 'key' | 'on'>;

/** The numbers of one store and business day. */
interface ReceiptsState {
  readonly storeId: number;
  readonly businessDay: string;
  /** The highest one that was given out or voided. */
  readonly last: number;
  /** Those that nobody gets, since a log that was lost gave them out. */
  readonly voided: readonly number[];
}

export const receiptsState: OfStream<ReceiptsState, ReceiptEvent> = {
  key: ({ data }) => `${data.storeId}-${data.businessDay}`,
  on: {
    ReceiptNumbered: (day, { storeId, businessDay, number }) => {
      return { storeId, businessDay, last: Math.max(day?.last ?? 0, number), voided: day?.voided ?? [] };
    },
    ReceiptVoided: (day, { storeId, businessDay, number }) => {
      const voided = [...(day?.voided ?? []), number];
      return { storeId, businessDay, last: Math.max(day?.last ?? 0, number), voided };
    },
  },
};

/** Whether what was sealed for a customer, who goes by a hash, is still to be opened. */
interface ErasureState {
  readonly status: 'ASKED' | 'ERASED';
  /** The keys whose erasure was asked for, oldest first. */
  readonly asked: readonly string[];
  /** Those that are destroyed. */
  readonly erased: readonly string[];
}

const erasure = (asked: readonly string[], erased: readonly string[]): ErasureState => ({
  status: asked.every((keyId) => erased.includes(keyId)) ? 'ERASED' : 'ASKED',
  asked,
  erased,
});

const withKey = (keys: readonly string[] = [], keyId: string): readonly string[] => [...new Set([...keys, keyId])];

export const erasureState: OfStream<ErasureState, CustomerEvent> = {
  key: ({ data }) => customerHashIn(data.keyId),
  on: {
    PersonalDataErasureRequested: (was, { keyId }) => erasure(withKey(was?.asked, keyId), was?.erased ?? []),
    PersonalDataErased: (was, { keyId }) => erasure(was?.asked ?? [], withKey(was?.erased, keyId)),
  },
};

/** The first one counts, as it does where the chain sells. */
export const chainState: OfStream<{ readonly currency: string }, ChainEvent> = {
  key: () => 1,
  on: { CurrencyFixed: (was, { currency }) => was ?? { currency } },
};

/** How many other logs were accepted, and up to which ids the ones before are known to have been given out. */
type LogState = Pick<Extract<LogEvent, { type: 'LogAccepted' }>['data'], 'generation' | 'floors'>;

export const logState: OfStream<LogState, LogEvent> = {
  key: () => 1,
  on: { LogAccepted: (_, { generation, floors }) => ({ generation, floors }) },
};
