import { Absent, get, OneOf, pageOf, PageQuery, type Route } from '@doremi/http';
import { refuse } from '@doremi/event-sourcing';
import type { AdminMenu } from '@doremi/domain';
import { freshEnough } from './read-your-writes.js';
import { menuViewResponse, MenuViewResponse } from './menus.responses.js';
import { page } from './page.js';
import type { ReadModels } from './read-models.js';

export class MenusQuery extends PageQuery {
  @Absent() @OneOf(['ACTIVE', 'DELETED']) status?: AdminMenu['status'];
}

/** Head office's menus. Deleted ones stay in the list, marked, unless a status is asked for. */
export const menuRoutes = ({ menus }: Pick<ReadModels, 'menus'>): Route[] => [
  get(
    '/menus',
    {
      tag: 'menus',
      operation: 'listMenus',
      summary: 'The menus, with the answer of each store',
      roles: ['admin'],
      query: MenusQuery,
      responses: { 200: pageOf(MenuViewResponse) },
    },
    freshEnough([menus], ({ query }) =>
      page(
        menus,
        { list: 'menus', where: query.status ? { status: query.status } : {}, sort: [['menuId', 1]] },
        query,
        menuViewResponse,
      ),
    ),
  ),
  get(
    '/menus/:menuId',
    {
      tag: 'menus',
      operation: 'getMenu',
      summary: 'One menu, with the answer of each store, and what each really sells',
      roles: ['admin'],
      responses: { 200: MenuViewResponse },
      refusals: ['MENU_NOT_FOUND'],
    },
    freshEnough([menus], async ({ params: { menuId } }) => {
      const menu = await menus.byKey(menuId);
      return menu ? { status: 200, body: menuViewResponse(menu) } : refuse('MENU_NOT_FOUND', { menuId });
    }),
  ),
];
