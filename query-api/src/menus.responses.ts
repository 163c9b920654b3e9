import { type AdminMenu, type MenuAtStore, type StoreMenuStatus, type StoreMenuView, toDecimal } from '@doremi/domain';
import {
  array,
  cardResponse,
  id,
  instant,
  judgedFields,
  menuFields,
  money,
  named,
  nullable,
  object,
  oneOf,
  optionals,
  RevisedCard,
  soldCardFields,
  soldGroupsResponse,
  type Static,
  storeMenuFields,
  text,
} from '@doremi/http';
import { Changes, changesBetween } from './menu-changes.js';

/** What a store said to a menu, and what it really sells: the revision and its price without options, and since when. */
const StoreAnswer = object({
  storeId: id,
  answer: oneOf('WAITING', 'APPROVED', 'REJECTED', 'DELISTED'),
  revision: id,
  at: instant,
  reason: nullable(text),
  liveRevision: nullable(id),
  price: nullable(money),
  since: nullable(instant),
});

export const MenuViewResponse = named('MenuView', {
  ...menuFields,
  registeredAt: instant,
  updatedAt: instant,
  stores: array(StoreAnswer),
});

/** Head office's view of a menu, with each store's answer to it, by storeId. */
export const menuViewResponse = (menu: AdminMenu): Static<typeof MenuViewResponse> => ({
  id: menu.menuId,
  menuId: menu.menuId,
  ...cardResponse(menu),
  revision: menu.revision,
  status: menu.status,
  registeredAt: menu.registeredAt,
  updatedAt: menu.updatedAt,
  stores: Object.entries(menu.stores)
    .map(([storeId, said]) => storeAnswer(Number(storeId), said))
    .sort((a, b) => a.storeId - b.storeId),
});

const storeAnswer = (
  storeId: number,
  { answer, revision, at, reason, live }: MenuAtStore,
): Static<typeof StoreAnswer> => ({
  ...{ storeId, answer, revision, at, reason },
  liveRevision: live?.revision ?? null,
  price: live && toDecimal(live.price),
  since: live?.since ?? null,
});

/** The refusal that a store may take back: to which revision, and why. */
const Rejected = object({ revision: id, reason: text, at: instant });

/** What a store has to judge is for the store and head office alone. */
export const StoreMenuViewResponse = named('StoreMenuView', {
  ...storeMenuFields,
  ...soldCardFields,
  ...optionals({ ...judgedFields, rejected: nullable(Rejected), live: nullable(RevisedCard), changes: Changes }),
});
type StoreMenuViewResponse = Static<typeof StoreMenuViewResponse>;

type Card = NonNullable<StoreMenuView['live']>;

const isSoldOut = ({ soldOut }: StoreMenuView, now: string): boolean =>
  soldOut !== null && (soldOut.until === null || Date.parse(soldOut.until) > Date.parse(now));

/**
 * One menu at one store for whoever judges it there, as it stands at `now` (ISO 8601): a sold-out mark whose time has
 * passed counts no more. The card is that of the live revision, else of the waiting one, else of the one that was refused.
 * Where one waits, what is live stands beside it, with what differs. Null where the store never had the menu, which is so
 * when it was delisted before it arrived.
 */
export const storeMenuViewResponse = (menu: StoreMenuView, now: string): StoreMenuViewResponse | null => {
  const { live, pending, latest, ownPrice, rejected } = menu;
  const card = live ?? pending ?? latest;
  if (!card) return null;
  const sale = saleOf(menu, card, menu.menuStatus, now);
  sale.pendingRevision = pending?.revision ?? null;
  sale.ownPrice = ownPrice === null ? null : toDecimal(ownPrice);
  sale.pending = pending && { revision: pending.revision, ...cardResponse(pending) };
  sale.rejected = rejected;
  return sale.pending ? { ...sale, ...beside(live, sale.pending) } : sale;
};

/** What is on sale beside what waits, and what is different; where nothing is on sale yet, that is nothing. */
const beside = (live: Card | null, pending: NonNullable<StoreMenuViewResponse['pending']>) => {
  const shown = live && { revision: live.revision, ...cardResponse(live) };
  return { live: shown, changes: shown ? changesBetween(shown, pending) : [] };
};

/** The same for everybody else: what is on sale, or was. Null where nothing ever was. */
export const onSaleResponse = (menu: StoreMenuView, now: string): StoreMenuViewResponse | null =>
  menu.sold && saleOf(menu, menu.sold, menu.live ? 'APPROVED' : 'DELISTED', now);

/** Written out, and filled in by whoever knows more: a spread for each menu took Node 20 a tenth of the time of a list of 50. */
const saleOf = (menu: StoreMenuView, card: Card, menuStatus: StoreMenuStatus, now: string): StoreMenuViewResponse => {
  const soldOut = isSoldOut(menu, now);
  return {
    storeId: menu.storeId,
    menuId: menu.menuId,
    menuName: card.menuName,
    menuType: card.menuType,
    description: card.description,
    price: toDecimal(card.price),
    category: card.category,
    position: card.position,
    allergens: card.allergens,
    imageUrl: card.imageUrl,
    optionGroups: soldGroupsResponse(card.optionGroups, menu.soldOutOptions, now),
    menuStatus,
    available: menu.live !== null && !soldOut,
    liveRevision: menu.live?.revision ?? null,
    soldOutUntil: soldOut ? (menu.soldOut?.until ?? null) : null,
    version: menu.version,
    pendingRevision: null,
  };
};
