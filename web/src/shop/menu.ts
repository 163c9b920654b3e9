import type { Schema } from '../api/client.js';

export type StoreMenu = Schema<'StoreMenuView'>;
export type Group = Schema<'StoreOptionGroup'>;
export type Option = Group['options'][number];

/** Menus of one category, in the order in which the chain wants them; null has none. */
export interface Category {
  readonly name: string | null;
  readonly menus: readonly StoreMenu[];
}

const LAST = Number.MAX_SAFE_INTEGER;
const inOrder = (a: StoreMenu, b: StoreMenu): number =>
  (a.position ?? LAST) - (b.position ?? LAST) || a.menuId - b.menuId;

/** What a store sells, or would if it were not sold out, by category; each where its first menu is, what has none at the end. */
export const categoriesOf = (menus: Iterable<StoreMenu>): Category[] => {
  const sold = [...menus].filter(({ menuStatus, liveRevision }) => menuStatus !== 'DELISTED' && liveRevision !== null);
  const categories = new Map<string | null, StoreMenu[]>();
  for (const menu of sold.sort(inOrder))
    categories.set(menu.category, [...(categories.get(menu.category) ?? []), menu]);
  return [...categories]
    .map(([name, those]) => ({ name, menus: those }))
    .sort((a, b) => Number(a.name === null) - Number(b.name === null));
};

type Stocked = Pick<StoreMenu, 'available' | 'soldOutUntil'>;

/** Whether it is not to be had at `now` (milliseconds): a time that has passed counts no longer, and nobody tells of that. */
export const isSoldOut = ({ available, soldOutUntil }: Stocked, now: number): boolean =>
  !available && (soldOutUntil === null || Date.parse(soldOutUntil) > now);
