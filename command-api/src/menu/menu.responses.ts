import { toDecimal } from '@doremi/domain';
import { anyOf, array, constant, id, menuFields, named, type Static } from '@doremi/http';
import { existing } from '../existing.js';
import type { Menu } from './menu.decider.js';

/** A menu as head office's commands answer it. */
export const MenuResponse = named('Menu', {
  ...menuFields,
  offeredTo: anyOf(constant('all'), array(id)),
  exceptStores: array(id),
});

export const menuResponse = (menu: Menu): Static<typeof MenuResponse> => {
  const { menuId, revision, status, audience, except } = menu;
  const { menuName, menuType, description, price } = existing(menu.card);
  return {
    id: menuId,
    menuId,
    menuName,
    menuType,
    description,
    price: toDecimal(price),
    revision,
    status: existing(status),
    offeredTo: audience,
    exceptStores: except,
  };
};
