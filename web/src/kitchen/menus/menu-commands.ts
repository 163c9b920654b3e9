import { orAlready } from '../../api/already.js';
import { answered, api, type Schema } from '../../api/client.js';
import { texts } from './texts.js';

export type StoreMenu = Schema<'StoreMenuView'>;
export type Key = { readonly 'Idempotency-Key': string };
/** An option of a menu; the menu itself where there is none. */
export interface Choice {
  readonly groupId: string;
  readonly optionId: string;
}

/** Only what was seen is judged: whoever was overtaken is told. */
const seen = (header: Key, { storeId, menuId, version }: StoreMenu) => ({
  path: { storeId, menuId },
  header: { ...header, 'If-Match': `"${version}"` },
});

const of = (header: Key, { storeId, menuId }: StoreMenu) => ({ path: { storeId, menuId }, header });

/** The same at the same price is true already; at another, whoever was quicker has set it. */
export const approve = (key: Key, menu: StoreMenu, price: string) =>
  orAlready(
    answered(
      api.POST('/stores/{storeId}/menus/{menuId}/approve', {
        params: seen(key, menu),
        body: {
          ...(menu.pendingRevision !== null && { revision: menu.pendingRevision }),
          ...(price !== '' && { price }),
        },
      }),
    ),
    ({ code, liveRevision }) =>
      ['NOTHING_TO_CONFIRM', 'REVISION_NOT_WAITING'].includes(code) && liveRevision === menu.pendingRevision
        ? () => texts('approvedAlready', { menu: menu.pending?.menuName ?? menu.menuName })
        : null,
  );

export const reject = (key: Key, menu: StoreMenu, reason: string) =>
  answered(
    api.POST('/stores/{storeId}/menus/{menuId}/reject', {
      params: seen(key, menu),
      body: { reason, ...(menu.pendingRevision !== null && { revision: menu.pendingRevision }) },
    }),
  );

export const takeBack = (key: Key, menu: StoreMenu) =>
  answered(api.POST('/stores/{storeId}/menus/{menuId}/reject/withdraw', { params: seen(key, menu) }));

/** True once it is off sale. */
export const delist = async (key: Key, menu: StoreMenu, reason: string): Promise<true> => {
  await answered(api.DELETE('/stores/{storeId}/menus/{menuId}', { params: seen(key, menu), body: { reason } }));
  return true;
};

export const setPrice = (key: Key, menu: StoreMenu, price: string) =>
  answered(api.PUT('/stores/{storeId}/menus/{menuId}/price', { params: seen(key, menu), body: { price } }));

/** `until` is an instant, ISO 8601; null until it is restocked. */
export const sellOut = (key: Key, menu: StoreMenu, until: string | null, choice: Choice | null) =>
  answered(
    api.POST('/stores/{storeId}/menus/{menuId}/sold-out', { params: of(key, menu), body: { until, ...choice } }),
  );

export const restock = (key: Key, menu: StoreMenu, choice: Choice | null) =>
  answered(api.POST('/stores/{storeId}/menus/{menuId}/restock', { params: of(key, menu), body: { ...choice } }));
