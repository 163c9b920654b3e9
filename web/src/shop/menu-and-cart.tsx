import { useState } from 'preact/hooks';
import type { Schema } from '../api/client.js';
import type { Live } from '../live/use-live.js';
import { sentenceOf } from '../texts/problems.js';
import { later } from '../ui/later.js';
import { Loading } from '../ui/problem.js';
import { CartBar } from './cart-bar.js';
import { CartPanel } from './cart-panel.js';
import type { ChooseProps } from './choose-menu.js';
import type { StoreMenu } from './menu.js';
import { MenuList } from './menu-list.js';
import { shop } from './texts.js';
import type { UsedCart } from './use-cart.js';

const ChooseMenu = later<ChooseProps>(() => import('./choose-menu.js'));

export interface MenuAndCartProps {
  readonly menus: Live<StoreMenu>;
  readonly used: UsedCart;
  /** Undefined until it is read. */
  readonly store: Schema<'StoreView'> | undefined;
}

/** What a store sells, and beside it, or below it on a phone, what is in the cart. */
const MenuAndCart = ({ menus, used, store }: MenuAndCartProps) => {
  const [choosing, choose] = useState<number | null>(null);
  const known = menus.documents.value;
  const chosen = choosing === null ? undefined : known.get(choosing);
  const cart = { used, menus: known, store };
  return (
    <>
      <div class="menu-and-cart">
        <div class="menus">
          {menus.refused.value && <p class="problem">{sentenceOf(menus.refused.value)}</p>}
          {known.size > 0 || menus.isCurrent.value ? (
            <MenuList menus={known} used={used} onChoose={choose} />
          ) : (
            <Loading />
          )}
        </div>
        <aside class="cart card" aria-label={shop('cart')}>
          <h2>{shop('cart')}</h2>
          <CartPanel {...cart} />
        </aside>
        <CartBar {...cart} />
      </div>
      {chosen && <ChooseMenu menu={chosen} add={used.add} onClose={() => choose(null)} />}
    </>
  );
};

export default MenuAndCart;
