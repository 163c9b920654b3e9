import { adminMenus } from './admin-menus.js';
import { carts } from './carts.js';
import type { AnyProjection } from '@doremi/projection-engine';
import { offeredMenus } from './offered-menus.js';
import { openWork } from './open-work.js';
import { orderBoard } from './order-board.js';
import { orderTracking } from './order-tracking.js';
import { payments } from './payments.js';
import { receipts } from './receipts.js';
import { salesByDay } from './sales-by-day.js';
import { slots } from './slots.js';
import { storeMenus } from './store-menus.js';
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
  receipts,
];
