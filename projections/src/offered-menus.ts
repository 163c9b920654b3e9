import { type Audience, cardOf, type MenuEvent, type OfferedMenu, offeredMenusModel } from '@doremi/domain';
import { projection } from '@doremi/event-sourcing';

const joined = (known: Audience, added: Audience): Audience =>
  known === 'all' || added === 'all' ? 'all' : [...new Set([...known, ...added])];

/** What is on offer to whom: a store that registers later is offered from here. */
export const offeredMenus = projection<OfferedMenu, MenuEvent>({
  ...offeredMenusModel,
  key: ({ data }) => data.menuId,
  on: {
    MenuRegistered: (_, data) => ({
      menuId: data.menuId,
      revision: data.revision,
      ...cardOf(data),
      offerToAll: null,
      except: [],
      active: true,
      audience: [],
    }),
    MenuOffered: (menu, { audience, except, ...data }, _, event) =>
      menu && {
        ...menu,
        revision: data.revision,
        ...cardOf(data),
        offerToAll: audience === 'all' ? event.revision : menu.offerToAll,
        except: audience === 'all' ? except : menu.except.filter((storeId) => !audience.includes(storeId)),
        audience: joined(menu.audience, audience),
      },
    MenuOfferWithdrawn: (menu, { storeIds }) =>
      menu &&
      (menu.audience === 'all'
        ? { ...menu, except: [...new Set([...menu.except, ...storeIds])] }
        : { ...menu, audience: menu.audience.filter((storeId) => !storeIds.includes(storeId)) }),
    MenuDeleted: (menu) => menu && { ...menu, active: false },
  },
  indexes: [{ active: 1, menuId: 1 }],
});
