import type { Where } from '@doremi/read-models';
import { Absent, Day, get, OneOf, pageOf, PageQuery, type Route } from '@doremi/http';
import type { StoreMenuStatus, StoreMenuView } from '@doremi/domain';
import { isRefusal, parsePlace, refuse } from '@doremi/event-sourcing';
import type { Past } from './as-of.js';
import { AsOfQuery } from './as-of.query.js';
import { freshEnough } from './read-your-writes.js';
import { StoreMenuViewResponse } from './menus.responses.js';
import { page, pageOfMoving } from './page.js';
import type { ReadModels } from './read-models.js';
import { judges, shownMenus } from './store-menus-shown.js';
import {
  openAt,
  settingsResponse,
  StoreResponse,
  StoreSettingsResponse,
  StoreTimesResponse,
  storeTimesResponse,
  storeViews,
} from './stores.responses.js';

export class StoreMenusQuery extends PageQuery {
  @Absent() @OneOf(['REGISTERED', 'APPROVED', 'REJECTED', 'DELISTED']) status?: StoreMenuStatus;
  /** Only what waits for the store's answer; for the store itself and head office. */
  @Absent() @OneOf(['true', 'false']) waiting?: 'true' | 'false';
}

export class StoreTimesQuery {
  /** As the store's clocks show it; every day on which an order may be wanted, where none is said. */
  @Absent() @Day() date?: string;
}

const judgedMenus = ({ status, waiting }: StoreMenusQuery): Where<StoreMenuView> => ({
  ...(status && { menuStatus: status }),
  ...(waiting && { pending: waiting === 'true' ? { $ne: null } : null }),
});

/** What was never confirmed is not there for whoever buys, whatever status is asked for. */
const soldMenus = ({ status }: StoreMenusQuery): Where<StoreMenuView> => {
  const isLive: Partial<Record<StoreMenuStatus, Where<StoreMenuView>>> = {
    APPROVED: { live: { $ne: null } },
    DELISTED: { live: null },
  };
  return { ...(status && (isLive[status] ?? { storeId: { $in: [] } })) };
};

type Models = Pick<ReadModels, 'stores' | 'storeMenus' | 'slots'>;

/** The stores and what each of them sells. */
export const storeRoutes = ({ stores, storeMenus, slots }: Models, past: Past): Route[] => {
  return [
    get(
      '/stores',
      {
        tag: 'stores',
        operation: 'listStores',
        summary: 'The stores, open ones first',
        roles: 'all',
        query: PageQuery,
        responses: { 200: pageOf(StoreResponse) },
      },
      freshEnough([stores, slots], async ({ query, now }) => {
        const listing = { list: 'stores', where: {}, first: openAt(now), sort: [['storeId', 1]] } as const;
        const listed = await page(stores, listing, query, (store) => store);
        if (isRefusal(listed)) return listed;
        const { items, nextCursor } = listed.body;
        return { status: 200 as const, body: { items: await storeViews(slots, items, now), nextCursor } };
      }),
    ),
    get(
      '/stores/:storeId',
      {
        tag: 'stores',
        operation: 'getStore',
        summary: 'One store',
        roles: 'all',
        responses: { 200: StoreResponse },
        refusals: ['STORE_NOT_FOUND'],
      },
      freshEnough([stores, slots], async ({ params: { storeId }, now }) => {
        const store = await stores.byKey(storeId);
        const [body] = store ? await storeViews(slots, [store], now) : [];
        return body ? { status: 200, body } : refuse('STORE_NOT_FOUND', { storeId });
      }),
    ),
    get(
      '/stores/:storeId/times',
      {
        tag: 'stores',
        operation: 'listStoreTimes',
        summary:
          'When an order may be wanted, 10 minutes to 7 days ahead: each quarter of an hour that begins while the store is open and has a place left',
        roles: 'all',
        query: StoreTimesQuery,
        responses: { 200: StoreTimesResponse },
        refusals: ['STORE_NOT_FOUND'],
      },
      freshEnough([stores, slots], async ({ params: { storeId }, query: { date }, now }) => {
        const store = await stores.byKey(storeId);
        if (!store) return refuse('STORE_NOT_FOUND', { storeId });
        return { status: 200, body: await storeTimesResponse(slots, store, date, now) };
      }),
    ),
    get(
      '/stores/:storeId/settings',
      {
        tag: 'stores',
        operation: 'getStoreSettings',
        summary: 'How a store takes orders; what is absent has no limit',
        roles: ['admin', 'store'],
        responses: { 200: StoreSettingsResponse },
        refusals: ['STORE_NOT_FOUND', 'FORBIDDEN'],
      },
      freshEnough([stores], async ({ params: { storeId }, actor }) => {
        if (!judges(actor, storeId)) return refuse('FORBIDDEN', { storeId });
        const store = await stores.byKey(storeId);
        return store ? { status: 200, body: settingsResponse(store.settings) } : refuse('STORE_NOT_FOUND', { storeId });
      }),
    ),
    get(
      '/stores/:storeId/menus',
      {
        tag: 'store menus',
        operation: 'listStoreMenus',
        summary:
          'The menus of a store, by their position: what is or was on sale; for the store and head office also what waits or was refused',
        roles: 'all',
        query: StoreMenusQuery,
        responses: { 200: pageOf(StoreMenuViewResponse) },
        refusals: ['STORE_NOT_FOUND', 'FORBIDDEN'],
      },
      freshEnough([stores, storeMenus], async ({ params: { storeId }, query, actor, now }) => {
        const isJudge = judges(actor, storeId);
        if (query.waiting && !isJudge) return refuse('FORBIDDEN', { storeId });
        const { where: shown, responseOf } = shownMenus(isJudge);
        const where = { $and: [{ storeId }, shown, isJudge ? judgedMenus(query) : soldMenus(query)] };
        const listed = await pageOfMoving(
          storeMenus,
          {
            list: 'storeMenus',
            where,
            sort: [
              ['place', 1],
              ['menuId', 1],
            ],
          },
          query,
          (menu) => responseOf(menu, now),
        );
        // Where there is a menu there is a store: only of an empty list, or a bad cursor, is it asked whose that is.
        const isThere = !isRefusal(listed) && listed.body.items.length > 0;
        return isThere || (await stores.byKey(storeId)) ? listed : refuse('STORE_NOT_FOUND', { storeId });
      }),
    ),
    get(
      '/stores/:storeId/menus/:menuId',
      {
        tag: 'store menus',
        operation: 'getStoreMenu',
        summary: 'One menu of a store, as it is, or as it was at a moment',
        roles: 'all',
        query: AsOfQuery,
        responses: { 200: StoreMenuViewResponse },
        refusals: ['STORE_MENU_NOT_FOUND', 'EVENT_VERSION_NEWER'],
      },
      freshEnough([storeMenus], async ({ params: { storeId, menuId }, query: { asOf }, actor, now }) => {
        const was = asOf === undefined ? null : await past.storeMenu(storeId, menuId, asOf);
        const menu = asOf === undefined ? await storeMenus.byKey(`${storeId}.${menuId}`) : was?.document;
        // What was sold out until a time is judged at the moment that is asked about.
        const then = asOf === undefined ? now : parsePlace(asOf) ? (was?.at ?? now) : asOf;
        const body = menu && shownMenus(judges(actor, storeId)).responseOf(menu, then);
        return body ? { status: 200, body } : refuse('STORE_MENU_NOT_FOUND', { storeId, menuId });
      }),
    ),
  ];
};
