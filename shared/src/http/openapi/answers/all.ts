import { carts } from './carts.js';
import type { Chapter } from './chapter.js';
import { health } from './health.js';
import { menus } from './menus.js';
import { orders } from './orders.js';
import { parkedDeliveries, parkedEvents } from './parked.js';
import { payments } from './payments.js';
import { projections } from './projections.js';
import { reconciliation } from './reconciliation.js';
import { sales } from './sales.js';
import { storeMenus } from './store-menus.js';
import { stores } from './stores.js';

/** What is answered: a chapter per resource, in the order in which a pizza meets them; then what operators ask. */
export const chapters: readonly Chapter[] = [
  ...[menus, stores, storeMenus, carts, payments, orders, sales],
  ...[projections, parkedEvents, parkedDeliveries, reconciliation, health],
];
