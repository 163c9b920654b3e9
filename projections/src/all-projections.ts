import { adminMenus, carts, orderTracking, payments, slots, storeMenus, stores } from '@doremi/domain';
import type { AnyProjection } from '@doremi/projection-engine';
import { eventsByCorrelation } from './events-by-correlation.js';
import { offeredMenus } from './offered-menus.js';
import { openWork } from './open-work.js';
import { orderBoard } from './order-board.js';
import { receipts } from './receipts.js';
import { salesByDay } from './sales-by-day.js';
import { salesByMenu } from './sales-by-menu.js';

/** Every projection that this release feeds. */
export const allProjections: readonly AnyProjection[] = [
  adminMenus,
  storeMenus,
  stores,
  carts,
  payments,
  orderBoard,
  orderTracking,
  salesByDay,
  offeredMenus,
  openWork,
  slots,
  salesByMenu,
  eventsByCorrelation,
  receipts,
];
