import { carts, orderTracking, payments, storeMenus } from '@doremi/domain';
import { adminMenus } from './admin-menus.js';
import type { AnyProjection } from '@doremi/projection-engine';
import { eventsByCorrelation } from './events-by-correlation.js';
import { offeredMenus } from './offered-menus.js';
import { openWork } from './open-work.js';
import { orderBoard } from './order-board.js';
import { receipts } from './receipts.js';
import { salesByDay } from './sales-by-day.js';
import { salesByMenu } from './sales-by-menu.js';
import { slots } from './slots.js';
import { stores } from './stores.js';

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
