import { PLAIN_CARD } from '@doremi/domain';
import { sizedCard } from '@doremi/domain/testing';
import type { StoreMenuCommand } from '../store-menu.decider.js';

export const ids = { storeId: 2002, menuId: 1 };
export const card = { menuName: 'pizza3', menuType: 'pizza', description: 'pizzadesc', price: 15000, ...PLAIN_CARD };
export const by = 'alice';
export const offer = (number: number, revision: number, price = card.price) => ({
  type: 'ReceiveOffer' as const,
  ...ids,
  ...card,
  price,
  offer: number,
  revision,
});
export const approve = (revision?: number, price?: number): StoreMenuCommand => ({
  type: 'ApproveMenu',
  revision,
  price,
  by,
});
export const reject = (revision?: number): StoreMenuCommand => ({
  type: 'RejectMenu',
  revision,
  reason: 'too dear',
  by,
});
export const withdraw = { type: 'WithdrawRejection' as const, by };
export const delist = (number: number): StoreMenuCommand => ({
  type: 'Delist',
  ...ids,
  offer: number,
  reason: 'withdrawn',
});
export const sellOut = (until: string | null = null): StoreMenuCommand => ({ type: 'SellOut', until, now: MORNING });
/** One of the options of `SIZED`. */
export const small = { groupId: 'size', optionId: 'small' };
export const sellOutOption = (until: string | null = null, option = small): StoreMenuCommand => ({
  type: 'SellOutOption',
  ...option,
  until,
  now: MORNING,
});
export const MORNING = '2026-01-31T09:00:00.000Z';
export const NOON = '2026-01-31T12:00:00.000Z';
export const ONE = '2026-01-31T13:00:00.000Z';

/** One revision approved, and one approved while the next waits. */
export const APPROVED = [offer(1, 1), approve()];
export const BOTH = [...APPROVED, offer(3, 2, 16000)];
/** One approved that has options. */
export const SIZED = [{ ...offer(1, 1), ...sizedCard }, approve()];
