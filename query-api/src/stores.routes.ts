import { Absent, OneOf } from '@doremi/shared/http/fields';
import { PageQuery } from '@doremi/shared/http/paging';
import { get, type Route } from '@doremi/shared/http/route';
import { refuse } from '@doremi/shared/kernel/refusal';
import type { StoreMenuStatus } from '@doremi/shared/read-models/store-menus';
import { freshEnough } from './fresh-enough.js';
import { storeMenuAnswer } from './menus.answers.js';
import { page } from './page.js';
import type { ReadModels } from './read-models.js';
import { openAt, storeAnswer } from './stores.answers.js';

export class StoreMenusQuery extends PageQuery {
  @Absent() @OneOf(['REGISTERED', 'APPROVED', 'REJECTED', 'DELISTED']) status?: StoreMenuStatus;
}

/** The stores and what each of them sells. */
export const storeRoutes = ({ stores, storeMenus }: Pick<ReadModels, 'stores' | 'storeMenus'>): Route[] => [
  get(
    '/stores',
    { who: 'all', query: PageQuery },
    freshEnough<PageQuery>([stores], ({ query, now }) =>
      page(stores, { list: 'stores', where: {}, first: openAt(now), sort: [['storeId', 1]] }, query, (store) =>
        storeAnswer(store, now),
      ),
    ),
  ),
  get(
    '/stores/:storeId',
    { who: 'all' },
    freshEnough([stores], async ({ params: { storeId = 0 }, now }) => {
      const store = await stores.byKey(storeId);
      return store ? { status: 200, body: storeAnswer(store, now) } : refuse('STORE_NOT_FOUND', { storeId });
    }),
  ),
  get(
    '/stores/:storeId/menus',
    { who: 'all', query: StoreMenusQuery },
    freshEnough<StoreMenusQuery>([stores, storeMenus], async ({ params: { storeId = 0 }, query, now }) => {
      if (!(await stores.byKey(storeId))) return refuse('STORE_NOT_FOUND', { storeId });
      // A menu that was delisted before it arrived has no card: the store never had it.
      const filter = { storeId, latest: { $ne: null }, ...(query.status && { menuStatus: query.status }) };
      return page(storeMenus, { list: 'storeMenus', where: filter, sort: [['menuId', 1]] }, query, (menu) =>
        storeMenuAnswer(menu, now),
      );
    }),
  ),
  get(
    '/stores/:storeId/menus/:menuId',
    { who: 'all' },
    freshEnough([storeMenus], async ({ params: { storeId = 0, menuId = 0 }, now }) => {
      const menu = await storeMenus.byKey(`${storeId}.${menuId}`);
      const body = menu && storeMenuAnswer(menu, now);
      return body ? { status: 200, body } : refuse('STORE_MENU_NOT_FOUND', { storeId, menuId });
    }),
  ),
];
