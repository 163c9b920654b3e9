import { type Actor, DEFAULT_SETTINGS } from '@doremi/domain';
import type { TakingStore } from '../taking-order.decider.js';

export const by: Actor = { sub: 'alice', roles: ['customer'] };
export const ids = { cartId: 1, storeId: 2002, customerId: 'alice' };
export const pizza = { menuId: 1, revision: 1, menuName: 'pizza3', unitPrice: 15000, options: [] };
/** What the store sells that for. */
export const sold = { revision: 1, price: 15000, optionGroups: [], soldOut: [] };
export const NOON = '2026-01-31T12:00:00.000Z';
export const ONE = '2026-01-31T13:00:00.000Z';
export const businessDay = '2026-01-31';

export const create = { type: 'CreateCart', ...ids, storeStatus: 'OPEN' } as const;
export const add = { type: 'AddMenu', by, ...pizza, quantity: 2 } as const;
export const hold = {
  type: 'HoldAdd',
  by,
  menuId: 1,
  quantity: 3,
  reason: 'MENU_SERVICE_BUSY',
  expiresAt: ONE,
  seen: { revision: 1, unitPrice: 15000 },
  options: [],
} as const;
export const confirmHold = { type: 'ConfirmHold', holdId: 1, ...pizza, now: NOON } as const;
export const remove = { type: 'RemoveLine', by, lineId: 1 } as const;
export const choose = {
  type: 'ChooseFulfilment',
  by,
  fulfilment: { type: 'PICKUP', wantedAt: ONE, personal: null },
  now: NOON,
} as const;
/** Open at any time, without a fee, a minimum or a limit. */
export const openStore: TakingStore = { status: 'OPEN', until: null, timezone: 'UTC', settings: DEFAULT_SETTINGS };
export const order = {
  type: 'OrderCart',
  by,
  store: openStore,
  now: NOON,
  quarter: null,
  businessDay,
  attempt: 1,
  menus: { 1: sold },
  money: { currency: 'EUR', taxRate: 19 },
} as const;
export const reopen = { type: 'ReopenCart', attempt: 1, reason: 'DECLINED' } as const;
export const confirm = { type: 'ConfirmPayment', attempt: 1, paymentId: 1 } as const;
export const expire = { type: 'ExpireCart', idleSeconds: 86_400, ttlSeconds: 86_400 } as const;

/** One of each. */
export const COMMANDS = {
  CreateCart: create,
  AddMenu: add,
  HoldAdd: hold,
  ConfirmHold: confirmHold,
  DropHold: { type: 'DropHold', holdId: 1, reason: 'MENU_SOLD_OUT' },
  CancelHold: { type: 'CancelHold', by, holdId: 1 },
  SetLineQuantity: { type: 'SetLineQuantity', by, lineId: 1, quantity: 5 },
  RemoveLine: remove,
  ChooseFulfilment: choose,
  OrderCart: order,
  ReopenCart: reopen,
  ConfirmPayment: confirm,
  ExpireCart: expire,
} as const;
