import { type Audience, cardOf, isSameCard, type MenuCard, type MenuEvent } from '@doremi/domain';
import { type Decider, refuse } from '@doremi/event-sourcing';
import { type PriceRefusal, refusedPrice } from './price.decider.js';

export interface Menu {
  readonly status: 'NONE' | 'ACTIVE' | 'DELETED';
  readonly menuId: number;
  /** The card's revision, from 1; not the stream's. */
  readonly revision: number;
  readonly card: MenuCard | null;
  /** Every store it is offered to; `except` names those withdrawn from "all". */
  readonly audience: Audience;
  readonly except: readonly number[];
  /** The newest MenuOffered to everybody, and the newer ones to single stores, by their number in the stream. */
  readonly offers: { readonly toAll: number | null; readonly toStore: Readonly<Record<number, number>> };
}

/** The newest standing offer of a menu to one store. */
export interface StandingOffer {
  /** The menu stream's revision of the MenuOffered. */
  readonly offer: number;
  readonly revision: number;
  readonly card: MenuCard;
}

export type MenuCommand =
  | ({ readonly type: 'RegisterMenu'; readonly menuId: number; readonly audience: Audience } & MenuCard)
  | ({ readonly type: 'ReviseMenu' } & MenuCard)
  /** Asks these stores, again where they were asked before: it is how a store that refused gets another chance. */
  | { readonly type: 'OfferMenu'; readonly storeIds: readonly number[] }
  | { readonly type: 'WithdrawOffer'; readonly storeIds: readonly number[] }
  | { readonly type: 'DeleteMenu'; readonly reason: string };

export type MenuRefusal = 'MENU_NOT_FOUND' | 'MENU_EXISTS' | 'MENU_DELETED' | 'MENU_CHANGED' | PriceRefusal;

export const menu: Decider<Menu, MenuCommand, MenuEvent, MenuRefusal> = {
  initial: {
    status: 'NONE',
    menuId: 0,
    revision: 0,
    card: null,
    audience: [],
    except: [],
    offers: { toAll: null, toStore: {} },
  },

  decide: (command, menu) => {
    const { menuId, card, audience, except } = menu;
    if (command.type === 'RegisterMenu') {
      if (menu.status !== 'NONE') return refuse('MENU_EXISTS', { menuId });
      const first = { ...cardOf(command), menuId: command.menuId, revision: 1 };
      return (
        refusedPrice(command, command.price) ?? [
          { type: 'MenuRegistered', data: first },
          ...offered(first, command.audience, []),
        ]
      );
    }
    if (card === null) return refuse('MENU_NOT_FOUND');
    if (menu.status === 'DELETED') return command.type === 'DeleteMenu' ? [] : refuse('MENU_DELETED', { menuId });
    switch (command.type) {
      case 'ReviseMenu': {
        if (isSameCard(command, card)) return [];
        const next = { ...cardOf(command), menuId, revision: menu.revision + 1 };
        const refused = refusedPrice(command, command.price);
        return refused ?? [{ type: 'MenuRevised', data: next }, ...offered(next, audience, except)];
      }
      case 'OfferMenu':
        return offered({ ...card, menuId, revision: menu.revision }, command.storeIds, []);
      case 'WithdrawOffer': {
        const storeIds = unique(command.storeIds).filter((storeId) => isOffered(menu, storeId));
        return storeIds.length === 0 ? [] : [{ type: 'MenuOfferWithdrawn', data: { menuId, storeIds } }];
      }
      case 'DeleteMenu':
        return [{ type: 'MenuDeleted', data: { menuId, reason: command.reason, audience } }];
    }
  },

  foldVersion: 2,
  evolve: (menu, event, offer) => {
    switch (event.type) {
      case 'MenuRegistered':
      case 'MenuRevised': {
        const { menuId, revision } = event.data;
        return { ...menu, status: 'ACTIVE', menuId, revision, card: cardOf(event.data) };
      }
      case 'MenuOffered': {
        const { audience, except } = event.data;
        if (audience === 'all') return { ...menu, audience, except, offers: { toAll: offer, toStore: {} } };
        const toStore = { ...menu.offers.toStore, ...Object.fromEntries(audience.map((storeId) => [storeId, offer])) };
        return {
          ...menu,
          audience: menu.audience === 'all' ? 'all' : unique([...menu.audience, ...audience]),
          except: without(menu.except, audience),
          offers: { ...menu.offers, toStore },
        };
      }
      case 'MenuOfferWithdrawn': {
        const { storeIds } = event.data;
        const kept = Object.entries(menu.offers.toStore).filter(([storeId]) => !storeIds.includes(Number(storeId)));
        const offers = { ...menu.offers, toStore: Object.fromEntries(kept) };
        return menu.audience === 'all'
          ? { ...menu, except: unique([...menu.except, ...storeIds]), offers }
          : { ...menu, audience: without(menu.audience, storeIds), offers };
      }
      case 'MenuDeleted':
        return { ...menu, status: 'DELETED' };
    }
  },

  outdated: ({ revision }, seen) => (seen === revision ? null : refuse('MENU_CHANGED', { revision })),
};

/**
 * The newest offer that includes the store and was neither withdrawn nor deleted; null when there is none.
 * Its card is always the current one, because a revision is offered anew to the whole audience.
 */
export const latestOfferFor = (menu: Menu, storeId: number): StandingOffer | null => {
  if (menu.status !== 'ACTIVE' || menu.card === null || !isOffered(menu, storeId)) return null;
  const offer = menu.offers.toStore[storeId] ?? menu.offers.toAll;
  return offer === null ? null : { offer, revision: menu.revision, card: menu.card };
};

const isOffered = ({ audience, except }: Menu, storeId: number): boolean =>
  audience === 'all' ? !except.includes(storeId) : audience.includes(storeId);

/** The offer of one revision; none where there is nobody to offer it to. */
const offered = (
  card: MenuCard & { menuId: number; revision: number },
  stores: Audience,
  except: readonly number[],
): MenuEvent[] => {
  const audience = stores === 'all' ? stores : unique(stores);
  return audience.length === 0 ? [] : [{ type: 'MenuOffered', data: { ...card, audience, except } }];
};

const unique = (ids: readonly number[]): number[] => [...new Set(ids)];

const without = (ids: readonly number[], gone: readonly number[]): number[] => ids.filter((id) => !gone.includes(id));
