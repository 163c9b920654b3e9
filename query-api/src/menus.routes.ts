import { Absent, OneOf } from '@doremi/shared/http/fields';
import { PageQuery } from '@doremi/shared/http/paging';
import { get, type Route } from '@doremi/shared/http/route';
import { refuse } from '@doremi/shared/kernel/refusal';
import type { AdminMenu } from '@doremi/shared/read-models/admin-menus';
import { freshEnough } from './fresh-enough.js';
import { menuAnswer } from './menus.answers.js';
import { page } from './page.js';
import type { ReadModels } from './read-models.js';

export class MenusQuery extends PageQuery {
  @Absent() @OneOf(['ACTIVE', 'DELETED']) status?: AdminMenu['status'];
}

/** Head office's menus. Deleted ones stay in the list, marked, unless a status is asked for. */
export const menuRoutes = ({ menus }: Pick<ReadModels, 'menus'>): Route[] => [
  get(
    '/menus',
    { who: ['admin'], query: MenusQuery },
    freshEnough<MenusQuery>([menus], ({ query }) =>
      page(
        menus,
        { list: 'menus', where: query.status ? { status: query.status } : {}, sort: [['menuId', 1]] },
        query,
        menuAnswer,
      ),
    ),
  ),
  get(
    '/menus/:menuId',
    { who: ['admin'] },
    freshEnough([menus], async ({ params: { menuId = 0 } }) => {
      const menu = await menus.byKey(menuId);
      return menu ? { status: 200, body: menuAnswer(menu) } : refuse('MENU_NOT_FOUND', { menuId });
    }),
  ),
];
