import {
  cardOf,
  type Choice,
  hasOption,
  isAhead,
  isSameOption,
  type MenuCard,
  type Minor,
  type SoldOutOption,
  stillOffered,
  type StoreMenuEvent,
  withoutOption,
  withSoldOut,
} from '@doremi/domain';
import { type Decider, evolveVersioned, ofVersion, type Refusal, refuse, type Versioned } from '@doremi/event-sourcing';
import { type PriceRefusal, refusedPrice } from '../menu/price.decider.js';
import type { OnSale } from './choice.decider.js';

/** What a store is asked about. */
interface Offered {
  readonly revision: number;
  readonly offer: number;
  readonly card: MenuCard;
}

/** One menu at one store: what is live there, and what waits for the store's answer beside it. */
export interface StoreMenu extends Versioned {
  readonly status: 'NONE' | 'REGISTERED' | 'APPROVED' | 'REJECTED' | 'DELISTED';
  readonly storeId: number;
  readonly menuId: number;
  /** What is on sale; `price` is this store's own. */
  readonly live: (MenuCard & { readonly revision: number }) | null;
  /** The price that the store set itself: it outlives the next approval. Null where the offered one counts. */
  readonly ownPrice: Minor | null;
  readonly waiting: (Offered & { readonly rejectionWithdrawn: boolean }) | null;
  /** What was rejected last, as long as no newer offer came. */
  readonly rejected: Offered | null;
  /** The newest offer or delisting seen, as a revision of the menu's stream; -1 before the first. */
  readonly lastOffer: number;
  readonly soldOut: { readonly until: string | null } | null;
  readonly soldOutOptions: readonly SoldOutOption[];
}

export type StoreMenuCommand =
  | ({
      readonly type: 'ReceiveOffer';
      readonly storeId: number;
      readonly menuId: number;
      readonly offer: number;
      readonly revision: number;
    } & MenuCard)
  | { readonly type: 'ApproveMenu'; readonly revision?: number; readonly price?: Minor; readonly by: string }
  | { readonly type: 'RejectMenu'; readonly revision?: number; readonly reason: string; readonly by: string }
  | { readonly type: 'WithdrawRejection'; readonly by: string }
  | { readonly type: 'SetStorePrice'; readonly price: Minor }
  | { readonly type: 'SellOut'; readonly until: string | null; readonly now: string }
  | { readonly type: 'Restock' }
  | ({ readonly type: 'SellOutOption'; readonly now: string } & SoldOutOption)
  | ({ readonly type: 'RestockOption' } & Choice)
  | {
      readonly type: 'Delist';
      readonly storeId: number;
      readonly menuId: number;
      readonly offer: number;
      readonly reason: string;
    }
  /** By the store itself; what head office does besides has a number, by which the newest counts. */
  | { readonly type: 'DelistOwn'; readonly reason: string };

export type StoreMenuRefusal =
  | 'STORE_MENU_NOT_FOUND'
  | 'NOTHING_TO_CONFIRM'
  | 'REVISION_NOT_WAITING'
  | 'REVISION_REQUIRED'
  | 'NO_REJECTION'
  | 'MENU_NOT_LIVE'
  | 'UNTIL_PASSED'
  | 'OPTION_NOT_FOUND'
  | PriceRefusal;

type Decision = readonly StoreMenuEvent[] | Refusal<StoreMenuRefusal>;
type Answer<Type extends StoreMenuCommand['type']> = Extract<StoreMenuCommand, { type: Type }>;

export const storeMenu: Decider<StoreMenu, StoreMenuCommand, StoreMenuEvent, StoreMenuRefusal> = {
  initial: {
    version: 0,
    status: 'NONE',
    storeId: 0,
    menuId: 0,
    live: null,
    ownPrice: null,
    waiting: null,
    rejected: null,
    lastOffer: -1,
    soldOut: null,
    soldOutOptions: [],
  },

  decide: (command, storeMenu) => {
    const { storeId, menuId, live, lastOffer, soldOut } = storeMenu;
    // Offers and delistings arrive in any order, more than once: only the newest counts.
    if (command.type === 'ReceiveOffer') {
      const { storeId, menuId, offer, revision } = command;
      const data = { storeId, menuId, offer, revision, ...cardOf(command) };
      return offer > lastOffer ? [{ type: 'MenuConfirmationRequested', data }] : [];
    }
    if (command.type === 'Delist') {
      const { storeId, menuId, offer, reason } = command;
      return offer > lastOffer ? [{ type: 'MenuDelisted', data: { storeId, menuId, offer, reason } }] : [];
    }
    if (storeMenu.status === 'NONE') return refuse('STORE_MENU_NOT_FOUND');
    if (command.type === 'ApproveMenu') return approve(storeMenu, command);
    if (command.type === 'RejectMenu') return reject(storeMenu, command);
    if (command.type === 'WithdrawRejection') return withdrawRejection(storeMenu, command);
    if (command.type === 'DelistOwn') {
      const { reason } = command;
      const isGone = storeMenu.status === 'DELISTED';
      return isGone ? [] : [{ type: 'MenuDelisted', data: { storeId, menuId, offer: lastOffer, reason } }];
    }
    if (live === null) return refuse('MENU_NOT_LIVE', { status: storeMenu.status });
    switch (command.type) {
      case 'SetStorePrice':
        if (command.price === live.price) return [];
        return (
          refusedPrice(live, command.price) ?? [
            { type: 'StorePriceSet', data: { storeId, menuId, price: command.price } },
          ]
        );
      case 'SellOut':
        if (soldOut?.until === command.until) return [];
        if (!isAhead(command.until, command.now)) return refuse('UNTIL_PASSED', { until: command.until });
        return [{ type: 'MenuSoldOut', data: { storeId, menuId, until: command.until } }];
      case 'Restock':
        return soldOut === null ? [] : [{ type: 'MenuRestocked', data: { storeId, menuId } }];
      case 'SellOutOption': {
        const { groupId, optionId, until, now } = command;
        if (!hasOption(live.optionGroups, command)) return refuse('OPTION_NOT_FOUND', { groupId, optionId });
        if (soldOutIn(storeMenu, command)?.until === until) return [];
        if (!isAhead(until, now)) return refuse('UNTIL_PASSED', { until });
        return [{ type: 'OptionSoldOut', data: { storeId, menuId, groupId, optionId, until } }];
      }
      case 'RestockOption': {
        const { groupId, optionId } = command;
        if (!hasOption(live.optionGroups, command)) return refuse('OPTION_NOT_FOUND', { groupId, optionId });
        const isOut = soldOutIn(storeMenu, command) !== undefined;
        return isOut ? [{ type: 'OptionRestocked', data: { storeId, menuId, groupId, optionId } }] : [];
      }
    }
  },

  foldVersion: 4,
  evolve: evolveVersioned((storeMenu, event) => {
    const { live, waiting } = storeMenu;
    switch (event.type) {
      case 'MenuConfirmationRequested': {
        const { storeId, menuId, offer, revision } = event.data;
        const status = live === null ? 'REGISTERED' : 'APPROVED';
        const asked = { storeId, menuId, status, lastOffer: offer, rejected: null } as const;
        const waiting = { revision, offer, card: cardOf(event.data), rejectionWithdrawn: false };
        return { ...storeMenu, ...asked, waiting };
      }
      case 'MenuApproved': {
        const { revision, price } = event.data;
        if (waiting?.revision !== revision) return storeMenu;
        const ownPrice = price === waiting.card.price && price !== storeMenu.ownPrice ? null : price;
        return {
          ...storeMenu,
          status: 'APPROVED',
          live: { ...waiting.card, revision, price },
          ownPrice,
          waiting: null,
          soldOutOptions: stillOffered(storeMenu.soldOutOptions, waiting.card.optionGroups),
        };
      }
      case 'MenuRejected': {
        const status = live === null ? 'REJECTED' : 'APPROVED';
        return { ...storeMenu, status, waiting: null, rejected: waiting && offeredOf(waiting) };
      }
      case 'MenuRejectionWithdrawn': {
        if (!storeMenu.rejected) return storeMenu;
        const status = live === null ? 'REGISTERED' : 'APPROVED';
        const asked = { ...offeredOf(storeMenu.rejected), rejectionWithdrawn: true };
        return { ...storeMenu, status, waiting: asked, rejected: null };
      }
      case 'StorePriceSet':
        return { ...storeMenu, live: live && { ...live, price: event.data.price }, ownPrice: event.data.price };
      case 'MenuSoldOut':
        return { ...storeMenu, soldOut: { until: event.data.until } };
      case 'MenuRestocked':
        return { ...storeMenu, soldOut: null };
      case 'OptionSoldOut':
        return { ...storeMenu, soldOutOptions: withSoldOut(storeMenu.soldOutOptions, event.data) };
      case 'OptionRestocked':
        return { ...storeMenu, soldOutOptions: withoutOption(storeMenu.soldOutOptions, event.data) };
      case 'MenuDelisted': {
        const { storeId, menuId, offer } = event.data;
        return { ...storeMenu, ...NOTHING_ON_SALE, status: 'DELISTED', storeId, menuId, lastOffer: offer };
      }
    }
  }),

  outdated: ofVersion,
};

const NOTHING_ON_SALE = {
  ...{ live: null, ownPrice: null, waiting: null, rejected: null },
  ...{ soldOut: null, soldOutOptions: [] },
} as const;

/** Whether it is sold out at `now` (ISO 8601): an `until` that has passed counts no longer. */
export const isSoldOut = ({ soldOut }: StoreMenu, now: string): boolean =>
  soldOut !== null && isAhead(soldOut.until, now);

const soldOutIn = ({ soldOutOptions }: StoreMenu, option: Choice): SoldOutOption | undefined =>
  soldOutOptions.find((one) => isSameOption(one, option));

/** What is sold at `now` (ISO 8601), at which price; or why nothing is. */
export const onSale = (
  storeMenu: StoreMenu,
  now: string,
): OnSale | Refusal<'MENU_NOT_FOUND' | 'MENU_NOT_ON_SALE' | 'MENU_SOLD_OUT'> => {
  const { status, menuId, live, soldOut, soldOutOptions } = storeMenu;
  if (status === 'NONE') return refuse('MENU_NOT_FOUND');
  if (live === null) return refuse('MENU_NOT_ON_SALE', { menuId, status });
  if (isSoldOut(storeMenu, now)) return refuse('MENU_SOLD_OUT', { menuId, until: soldOut?.until ?? null });
  const { revision, menuName, price, optionGroups } = live;
  return {
    revision,
    menuName,
    price,
    optionGroups,
    soldOut: soldOutOptions.filter(({ until }) => isAhead(until, now)),
  };
};

/**
 * While one is live the caller has to say which revision is meant. A price that the store set itself stays, unless
 * another one is given. The live one again is true already;
 * at another price it contradicts the answer that was given (SetStorePrice changes a price).
 */
const approve = (storeMenu: StoreMenu, { revision, price, by }: Answer<'ApproveMenu'>): Decision => {
  const { storeId, menuId, live, ownPrice, waiting } = storeMenu;
  if (revision === undefined && live) return refuse('REVISION_REQUIRED', revisions(storeMenu));
  if (waiting && waiting.revision === (revision ?? waiting.revision)) {
    const approved = { revision: waiting.revision, price: price ?? ownPrice ?? waiting.card.price, by };
    const refused = refusedPrice(waiting.card, approved.price);
    return refused ?? [{ type: 'MenuApproved', data: { storeId, menuId, ...approved } }];
  }
  if (live && live.revision === (revision ?? live.revision) && live.price === (price ?? live.price)) return [];
  return notWaiting(storeMenu);
};

const reject = (storeMenu: StoreMenu, { revision, reason, by }: Answer<'RejectMenu'>): Decision => {
  const { storeId, menuId, waiting, rejected } = storeMenu;
  if (waiting && waiting.revision === (revision ?? waiting.revision))
    return [{ type: 'MenuRejected', data: { storeId, menuId, revision: waiting.revision, reason, by } }];
  if (!waiting && rejected && rejected.revision === (revision ?? rejected.revision)) return [];
  return notWaiting(storeMenu);
};

/** As long as nothing came after the rejection: what it was said to waits for an answer again. */
const withdrawRejection = (storeMenu: StoreMenu, { by }: Answer<'WithdrawRejection'>): Decision => {
  const { storeId, menuId, waiting, rejected } = storeMenu;
  if (waiting?.rejectionWithdrawn) return [];
  if (!rejected) return refuse('NO_REJECTION', revisions(storeMenu));
  return [{ type: 'MenuRejectionWithdrawn', data: { storeId, menuId, revision: rejected.revision, by } }];
};

const offeredOf = ({ revision, offer, card }: Offered): Offered => ({ revision, offer, card });

const notWaiting = (storeMenu: StoreMenu): Refusal<StoreMenuRefusal> =>
  refuse(storeMenu.waiting ? 'REVISION_NOT_WAITING' : 'NOTHING_TO_CONFIRM', revisions(storeMenu));

const revisions = ({ status, live, waiting }: StoreMenu) => ({
  status,
  liveRevision: live?.revision ?? null,
  pendingRevision: waiting?.revision ?? null,
});
