import { toDecimal } from '@doremi/shared/kernel/money';
import type { Menu } from './menu.decider.js';

/** A menu as head office's commands answer it. */
export const menuAnswer = ({ menuId, card, revision, status, audience, except }: Menu) => ({
  id: menuId,
  menuId,
  ...(card && { ...card, price: toDecimal(card.price) }),
  revision,
  status,
  offeredTo: audience,
  exceptStores: except,
});
