import { approvalAndNewerOffer, deletionAndApproval, soldOutAndOrder, twoManagers } from './menu-races.js';
import {
  cancelAndAccept,
  cancelAndCook,
  refundAndCook,
  twoFullRefunds,
  twoRefunds,
  twoTabs,
  twoTabsDeclined,
} from './order-races.js';
import type { Race } from './race.js';

/** Every race that the system has to bear. */
export const races: readonly Race[] = [
  twoManagers,
  approvalAndNewerOffer,
  twoTabs,
  twoTabsDeclined,
  cancelAndCook,
  cancelAndAccept,
  refundAndCook,
  soldOutAndOrder,
  twoRefunds,
  twoFullRefunds,
  deletionAndApproval,
];
