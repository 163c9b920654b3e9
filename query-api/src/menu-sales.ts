import type { Sort, Where } from '@doremi/read-models';
import { addedSales, type MenuSales, type MenuSalesDay } from '@doremi/domain';
import type { Reader } from './read-models.js';

export interface MenuSalesSum {
  /** By menuId. */
  readonly menus: readonly MenuSales[];
  /** Minor units. */
  readonly refundedInPart: number;
}

const OLDEST_FIRST: Sort<MenuSalesDay> = [
  ['businessDay', 1],
  ['storeId', 1],
];

/** How many stores' days are read at once. */
const AT_ONCE = 200;

/** What the days and stores that fit sold of each menu, all together. */
export const menuSalesIn = async (
  sales: Pick<Reader<MenuSalesDay>, 'pinned'>,
  where: Where<MenuSalesDay>,
): Promise<MenuSalesSum> => {
  const build = await sales.pinned();
  let menus: readonly MenuSales[] = [];
  let refundedInPart = 0;
  for (let after: readonly unknown[] | undefined, isMore = true; isMore;) {
    const days = await build.find({ where, sort: OLDEST_FIRST, limit: AT_ONCE, ...(after && { after }) });
    for (const day of days) {
      menus = addedSales(menus, day.menus);
      refundedInPart += day.refundedInPart;
    }
    const last = days.at(-1);
    isMore = last !== undefined && days.length === AT_ONCE;
    if (last) after = [last.businessDay, last.storeId];
  }
  return { menus: [...menus].sort((a, b) => a.menuId - b.menuId), refundedInPart };
};
