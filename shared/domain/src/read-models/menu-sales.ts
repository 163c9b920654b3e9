import { isSameOption } from '../choices.js';
import type { Line } from '../events/cart.events.js';
import type { MenuSales, OptionSales } from './sales-by-menu.document.js';

/** Sales with more added to them; each menu, and each option of it, is there once. */
export const addedSales = (menus: readonly MenuSales[], more: readonly MenuSales[]): readonly MenuSales[] =>
  more.reduce((all, one) => merged(all, one, isSameMenu, plusMenu), menus);

/** What these lines are as sales. */
export const soldIn = (lines: readonly Line[]): readonly MenuSales[] => lines.map((line) => salesOf(line, 'sold'));

/** The same of lines whose order was cancelled after it had been sold. */
export const returnedIn = (lines: readonly Line[]): readonly MenuSales[] =>
  lines.map((line) => salesOf(line, 'returned'));

const NOTHING = { sold: 0, returned: 0 };

const salesOf = (line: Line, as: 'sold' | 'returned'): MenuSales => {
  const { menuId, menuName, quantity, unitPrice, options } = line;
  const counted = { ...NOTHING, [as]: quantity };
  return {
    ...{ menuId, menuName, ...counted },
    revenue: counted.sold * unitPrice,
    returnedAmount: counted.returned * unitPrice,
    options: options.map(({ groupId, optionId, name }) => ({ groupId, optionId, name, ...counted })),
  };
};

const isSameMenu = (a: MenuSales, b: MenuSales): boolean => a.menuId === b.menuId;

const plusMenu = (a: MenuSales, b: MenuSales): MenuSales => ({
  menuId: a.menuId,
  // What comes back was called so before it was sold again.
  menuName: b.sold > 0 ? b.menuName : a.menuName,
  sold: a.sold + b.sold,
  revenue: a.revenue + b.revenue,
  returned: a.returned + b.returned,
  returnedAmount: a.returnedAmount + b.returnedAmount,
  options: b.options.reduce((all, one) => merged(all, one, isSameOption, plusOption), a.options),
});

const plusOption = (a: OptionSales, b: OptionSales): OptionSales => ({
  ...a,
  name: b.sold > 0 ? b.name : a.name,
  sold: a.sold + b.sold,
  returned: a.returned + b.returned,
});

const merged = <Item>(
  all: readonly Item[],
  one: Item,
  isSame: (a: Item, b: Item) => boolean,
  plus: (a: Item, b: Item) => Item,
): readonly Item[] =>
  all.some((known) => isSame(known, one))
    ? all.map((known) => (isSame(known, one) ? plus(known, one) : known))
    : [...all, one];
