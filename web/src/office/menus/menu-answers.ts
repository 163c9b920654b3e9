import type { Schema } from '../../api/client.js';

export type MenuView = Schema<'MenuView'>;
export type StoreAnswer = MenuView['stores'][number];

/** What a store that head office took its offer back from is delisted with. */
const WITHDRAWN = 'OFFER_WITHDRAWN';

/** Whether the menu is not on offer to the store any more: a new revision does not ask it. */
export const isWithdrawn = ({ answer, reason }: StoreAnswer): boolean => answer === 'DELISTED' && reason === WITHDRAWN;

/** How many stores sell it (whatever they answered to a newer revision), have to answer, and refused what they were asked last. */
export const countsOf = ({ stores }: Pick<MenuView, 'stores'>) => ({
  selling: stores.filter(({ liveRevision }) => liveRevision !== null).length,
  waiting: stores.filter(({ answer }) => answer === 'WAITING').length,
  rejected: stores.filter(({ answer }) => answer === 'REJECTED').length,
});

/** As customers see them: by place, then by number; deleted ones at the end. */
export const asListed = (a: MenuView, b: MenuView): number =>
  Number(a.status === 'DELETED') - Number(b.status === 'DELETED') ||
  (a.position ?? Infinity) - (b.position ?? Infinity) ||
  a.menuId - b.menuId;

/** Those whose name, type or category has the words. */
export const isCalled = ({ menuName, menuType, category }: MenuView, words: string): boolean =>
  [menuName, menuType, category ?? ''].some((text) => text.toLowerCase().includes(words.trim().toLowerCase()));
