import type { LiveKey } from '../live/live-events.js';
import { listed, money, when } from '../texts/formats.js';
import { CommandButton } from '../ui/button.js';
import { ProblemNote } from '../ui/problem.js';
import { defaultsOf, faultsOf, priceOf } from './choice.js';
import { categoriesOf, isSoldOut, type StoreMenu } from './menu.js';
import { MenuPicture } from './menu-picture.js';
import { inWords, shop } from './texts.js';
import type { UsedCart } from './use-cart.js';
import { useNow } from './use-now.js';

interface Props {
  readonly menus: ReadonlyMap<LiveKey, StoreMenu>;
  readonly used: Pick<UsedCart, 'add' | 'adding'>;
  readonly onChoose: (menuId: number) => void;
}

/** Until when something is sold out, as far as somebody knows. */
export const soldOutInWords = ({ soldOutUntil }: Pick<StoreMenu, 'soldOutUntil'>): string =>
  soldOutUntil === null ? shop('soldOut') : shop('soldOutUntil', { at: when(soldOutUntil) });

interface CardProps extends Omit<Props, 'menus'> {
  readonly menu: StoreMenu;
  readonly now: number;
}

const MenuCard = ({ menu, now, used: { add, adding }, onChoose }: CardProps) => {
  const { menuId, menuName, optionGroups, allergens } = menu;
  const hasOptions = optionGroups.length > 0;
  const defaults = defaultsOf(menu, now);
  const isOut = isSoldOut(menu, now);
  const price = money(priceOf(menu, defaults));
  const isFrom = hasOptions && faultsOf(optionGroups, defaults).length > 0;
  return (
    <li class={isOut ? 'menu card is-out' : 'menu card'} data-menu={menuId}>
      <MenuPicture url={menu.imageUrl} />
      <div class="about">
        <h3>{menuName}</h3>
        <p class="soft small">{menu.description}</p>
        {allergens.length > 0 && (
          <p class="small">{shop('allergens', { list: listed(allergens.map((allergen) => inWords(allergen))) })}</p>
        )}
      </div>
      <div class="buy">
        <strong>{isFrom ? shop('from', { price }) : price}</strong>
        {isOut && <span class="tag bad">{soldOutInWords(menu)}</span>}
        {!isOut && hasOptions && (
          <button type="button" aria-label={shop('chooseOf', { menu: menuName })} onClick={() => onChoose(menuId)}>
            {shop('choose')}
          </button>
        )}
        {!isOut && !hasOptions && (
          <CommandButton
            command={add}
            kind="main"
            label={shop('addOf', { menu: menuName })}
            onClick={() => void add.run({ menuId, quantity: 1 })}
          >
            {shop('add')}
          </CommandButton>
        )}
      </div>
      {adding.value === menuId && !hasOptions && <ProblemNote of={add.problem.value} />}
    </li>
  );
};

/** What the store sells, by category. */
export const MenuList = ({ menus, used, onChoose }: Props) => {
  const now = useNow();
  const categories = categoriesOf(menus.values());
  if (categories.length === 0) return <p>{shop('noMenus')}</p>;
  return (
    <>
      {categories.map(({ name, menus: those }) => (
        <section key={name ?? ''} class="category">
          <h2>{name ?? shop(categories.length === 1 ? 'menus' : 'otherMenus')}</h2>
          <ul class="plain-list">
            {those.map((menu) => (
              <MenuCard key={menu.menuId} menu={menu} now={now} used={used} onChoose={onChoose} />
            ))}
          </ul>
        </section>
      ))}
    </>
  );
};
