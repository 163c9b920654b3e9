import type { DomainEvent, Recorded } from '@doremi/event-sourcing';
import type { OfferedMenu } from '@doremi/domain';
import type { PaymentCommand, StoreMenuCommand } from '@doremi/command-api';

/** What a policy wants done. Its command's id derives from the event, so a second delivery does nothing more. */
export type Reaction =
  | { readonly do: 'storeMenu'; readonly storeId: number; readonly menuId: number; readonly command: StoreMenuCommand }
  | { readonly do: 'payment'; readonly paymentId: number; readonly command: PaymentCommand }
  | { readonly do: 'checkOut'; readonly cartId: number }
  | { readonly do: 'confirmHolds'; readonly cartId: number }
  /** Of its last attempt where none is named. */
  | { readonly do: 'freePlace'; readonly cartId: number; readonly attempt: number | null }
  /** The order, should its store not have answered it in time. */
  | { readonly do: 'cancelUnanswered'; readonly orderId: number }
  | { readonly do: 'refund'; readonly paymentId: number; readonly refundId: string };

/** Lists that some policies need, each at least as far as the event at hand. */
export interface Lists {
  /** Ids of every store that was registered before the event. */
  readonly storeIds: () => Promise<readonly number[]>;
  readonly offeredMenus: () => Promise<readonly OfferedMenu[]>;
}

type Reactions<Event extends DomainEvent> = {
  readonly [Type in Event['type']]?: (
    data: Extract<Event, { type: Type }>['data'],
    lists: Lists,
    event: Recorded<Extract<Event, { type: Type }>>,
  ) => readonly Reaction[] | Promise<readonly Reaction[]>;
};

type Key<Event extends DomainEvent> = {
  readonly [Type in Event['type']]?: (
    data: Extract<Event, { type: Type }>['data'],
    event: Pick<Recorded, 'stream'>,
  ) => string;
};

/**
 * What tells from the log that the work on an event is done: the event that it leads to is there. Each key names a stream and
 * what stands in it. An event is only ever its own work: what the next one leads to is the work of its own delivery.
 */
export interface Evidence<Event extends DomainEvent, Later extends DomainEvent = Event> {
  /** The key of what an event leads to. */
  readonly of: Key<Event>;
  /** The key of what an event says to be done; `stream` is where it stands. */
  readonly in: Key<Later>;
}

/** Whenever one of these events happens, then …: a function of the event and, for some, of a list. */
export interface Policy<Event extends DomainEvent = DomainEvent, Later extends DomainEvent = Event> {
  /** STORAGE FORMAT: the event store keeps the policy's place under this name. */
  readonly name: string;
  readonly whenever: Reactions<Event>;
  /** Absent where only a reaction can tell. */
  readonly evidence?: Evidence<Event, Later>;
}

/** Declares a policy with its events' types checked. */
export const policy = <Event extends DomainEvent, Later extends DomainEvent = Event>(
  definition: Policy<Event, Later>,
): Policy<Event, Later> => definition;
