import { toDecimal } from '@doremi/domain';
import {
  cardResponse,
  judgedFields,
  named,
  optionals,
  soldCardFields,
  soldGroupsResponse,
  type Static,
  storeMenuFields,
} from '@doremi/http';
import { existing } from '../existing.js';
import { isSoldOut, type StoreMenu } from './store-menu.decider.js';

/** A store's menu as its commands answer it; without its card while nothing is live and nothing waits. */
export const StoreMenuResponse = named('StoreMenu', {
  ...storeMenuFields,
  ...judgedFields,
  ...optionals(soldCardFields),
});

/** A store menu at `now` (ISO 8601). */
export const storeMenuResponse =
  (now: string) =>
  (storeMenu: StoreMenu): Static<typeof StoreMenuResponse> => {
    const { version, storeId, menuId, status, live, ownPrice, waiting, soldOut } = storeMenu;
    const card = live ?? waiting?.card;
    const isOut = isSoldOut(storeMenu, now);
    return {
      storeId,
      menuId,
      ...(card && {
        ...cardResponse(card),
        optionGroups: soldGroupsResponse(card.optionGroups, storeMenu.soldOutOptions, now),
      }),
      menuStatus: existing(status),
      available: live !== null && !isOut,
      liveRevision: live?.revision ?? null,
      pendingRevision: waiting?.revision ?? null,
      ownPrice: ownPrice === null ? null : toDecimal(ownPrice),
      pending: waiting && { revision: waiting.revision, ...cardResponse(waiting.card) },
      soldOutUntil: isOut ? (soldOut?.until ?? null) : null,
      version,
    };
  };
