import type { DomainEvent, Recorded } from '@doremi/event-sourcing';
import type { OfferedMenu } from '@doremi/domain';
import type { PaymentCommand, StoreMenuCommand } from '@doremi/command-api';

/** What a policy wants done. Its command's id derives from the event, so a second delivery does nothing more. */
export type Reaction =
  | { readonly do: 'storeMenu'; readonly storeId: number; readonly menuId: number; readonly command: StoreMenuCommand }
  | { readonly do: 'payment'; readonly paymentId: number; readonly command: PaymentCommand }
  | { readonly do: 'checkOut'; readonly cartId: number }
  | { readonly do: 'confirmHolds'; readonly cartId: number }
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

/** Whenever one of these events happens, then …: a function of the event and, for some, of a list. */
export interface Policy<Event extends DomainEvent = DomainEvent> {
  /** STORAGE FORMAT: the event store keeps the policy's place under this name. */
  readonly name: string;
  readonly whenever: Reactions<Event>;
}

/** Declares a policy with its events' types checked. */
export const policy = <Event extends DomainEvent>(definition: Policy<Event>): Policy<Event> => definition;
