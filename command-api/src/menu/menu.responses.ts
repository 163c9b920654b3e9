import { toDecimal } from '@doremi/domain';
import type { Refusal } from '@doremi/event-sourcing';
import { anyOf, array, cardResponse, constant, id, menuFields, named, type Static } from '@doremi/http';
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
  return {
    id: menuId,
    menuId,
    ...cardResponse(existing(menu.card)),
    revision,
    status: existing(status),
    offeredTo: audience,
    exceptStores: except,
  };
};

/** A refusal as it leaves: what the price may be is a decimal number at the edge. */
export const shownPriceRefusal = (refusal: Refusal): Refusal => {
  const decimals = ['least', 'most'].flatMap((name) => {
    const amount = refusal.details[name];
    return typeof amount === 'number' ? [[name, toDecimal(amount)] as const] : [];
  });
  return { ...refusal, details: { ...refusal.details, ...Object.fromEntries(decimals) } };
};
