import { Link } from 'wouter-preact';
import type { Schema } from '../api/client.js';
import type { LiveKey } from '../live/live-events.js';
import { money, when } from '../texts/formats.js';
import { CommandButton } from '../ui/button.js';
import { ProblemNote } from '../ui/problem.js';
import { type Cart, type CartLine, changeOf, isOpen } from './cart.js';
import { MOST_OF_A_LINE, rounded } from './choice.js';
import type { StoreMenu } from './menu.js';
import { inWords, shop } from './texts.js';
import type { UsedCart } from './use-cart.js';
import { useNow } from './use-now.js';

export interface CartProps {
  readonly used: UsedCart;
  readonly menus: ReadonlyMap<LiveKey, StoreMenu>;
  readonly store: Schema<'StoreView'> | undefined;
}

const optionsInWords = ({ options }: Pick<CartLine, 'options'>): string => options.map(({ name }) => name).join(', ');

/** What is different by now about a line, before anybody orders it. */
const Change = ({ line, menu, currency }: { line: CartLine; menu: StoreMenu | undefined; currency: string | null }) => {
  const change = changeOf(line, menu, useNow());
  const { seen } = line;
  return (
    <>
      {seen && seen.unitPrice !== line.unitPrice && (
        <p class="tag warn">{shop('wasWhenAdded', { was: money(seen.unitPrice, currency) })}</p>
      )}
      {change && (
        <p class="tag warn">
          {change === 'gone' ? shop('noLongerSold') : shop('nowCosts', { now: money(change.costs, currency) })}
        </p>
      )}
    </>
  );
};

interface LineProps {
  readonly line: CartLine;
  readonly cart: Cart;
  readonly used: UsedCart;
  readonly menu: StoreMenu | undefined;
}

const Line = ({ line, cart, used, menu }: LineProps) => {
  const { menuName, quantity, unitPrice } = line;
  const set = (to: number) => void used.setQuantity.run(line, to, cart);
  return (
    <li class="line" data-line={line.lineId}>
      <div class="row spread">
        <strong>{menuName}</strong>
        <span class="amount">{money(rounded(unitPrice * quantity), cart.currency)}</span>
      </div>
      {line.options.length > 0 && <p class="soft small">{optionsInWords(line)}</p>}
      {isOpen(cart) && <Change line={line} menu={menu} currency={cart.currency} />}
      {isOpen(cart) ? (
        <div class="row spread">
          <div class="stepper" role="group" aria-label={shop('quantityOf', { menu: menuName })}>
            <CommandButton
              command={used.setQuantity}
              label={shop('oneLess')}
              disabled={quantity === 1}
              onClick={() => set(quantity - 1)}
            >
              −
            </CommandButton>
            <output>{quantity}</output>
            <CommandButton
              command={used.setQuantity}
              label={shop('oneMore')}
              disabled={quantity >= MOST_OF_A_LINE}
              onClick={() => set(quantity + 1)}
            >
              +
            </CommandButton>
          </div>
          <CommandButton
            command={used.remove}
            label={shop('removeOf', { menu: menuName })}
            onClick={() => void used.remove.run(line, cart)}
          >
            {shop('remove')}
          </CommandButton>
        </div>
      ) : (
        <p class="soft small">× {quantity}</p>
      )}
    </li>
  );
};

type NameOf = (menuId: number) => string;

const Waiting = ({ cart, used, nameOf }: { cart: Cart; used: UsedCart; nameOf: NameOf }) => (
  <>
    {cart.holds.map((hold) => (
      <li key={`hold ${hold.holdId}`} class="line waiting" data-hold={hold.holdId}>
        <div class="row spread">
          <strong>
            {hold.quantity} × {nameOf(hold.menuId)}
          </strong>
          <span class="tag warn">{shop('waiting')}</span>
        </div>
        {hold.options.length > 0 && <p class="soft small">{optionsInWords(hold)}</p>}
        <p class="small">{shop('waitingUntil', { at: when(hold.expiresAt) })}</p>
        <CommandButton
          command={used.giveUp}
          label={shop('giveUpOf', { menu: nameOf(hold.menuId) })}
          onClick={() => void used.giveUp.run(hold, cart)}
        >
          {shop('giveUp')}
        </CommandButton>
      </li>
    ))}
  </>
);

/** What the cart comes to. */
export const Sums = ({ cart }: { readonly cart: Pick<Cart, 'subtotal' | 'deliveryFee' | 'total' | 'currency'> }) => (
  <dl class="sums">
    <dt>{shop('subtotal')}</dt>
    <dd>{money(cart.subtotal, cart.currency)}</dd>
    <dt>{shop('deliveryFee')}</dt>
    <dd>{money(cart.deliveryFee, cart.currency)}</dd>
    <dt>{shop('total')}</dt>
    <dd data-total>{money(cart.total, cart.currency)}</dd>
  </dl>
);

/** What became of a cart that is over, or waits for the payment provider. */
const Over = ({ cart }: { readonly cart: Cart }) => {
  if (cart.cartStatus === 'EXPIRED') return <p>{shop('cartExpired')}</p>;
  if (cart.cartStatus === 'ORDERED')
    return (
      <p>
        {shop('asking')} {shop('askingWhy')}
      </p>
    );
  return (
    <p>
      {shop('cartPaid')} <Link href={`/shop/orders/${cart.cartId}`}>{shop('follow')}</Link>
    </p>
  );
};

/** What became last of adds that waited, read out as it happens. */
const News = ({ used, nameOf }: { used: UsedCart; nameOf: NameOf }) => (
  <div role="status" class="small">
    {used.news.value.map(({ menuId, why }, index) => (
      <p key={index}>
        {why === null
          ? shop('settledOf', { menu: nameOf(menuId) })
          : shop('droppedOf', { menu: nameOf(menuId), why: inWords(why) })}
      </p>
    ))}
  </div>
);

/** Lines and what waits to be one, with what can be done with each. */
export const CartLines = ({ used, menus }: Omit<CartProps, 'store'>) => {
  const cart = used.cart.value;
  const nameOf = (menuId: number): string => menus.get(menuId)?.menuName ?? `#${menuId}`;
  if (!cart) return null;
  return (
    <>
      <ul class="lines plain-list">
        {cart.lines.map((line) => (
          <Line key={line.lineId} line={line} cart={cart} used={used} menu={menus.get(line.menuId)} />
        ))}
        <Waiting cart={cart} used={used} nameOf={nameOf} />
      </ul>
      <News used={used} nameOf={nameOf} />
      {[used.setQuantity, used.remove, used.giveUp].map((command, index) => (
        <ProblemNote key={index} of={command.problem.value} />
      ))}
    </>
  );
};

/** The cart as it is now, and the way to order it. */
export const CartPanel = ({ used, menus, store }: CartProps) => {
  const cart = used.cart.value;
  const isEmpty = !cart || (cart.lines.length === 0 && cart.holds.length === 0);
  const missing = store && cart && cart.fulfilment?.type !== 'PICKUP' ? rounded(store.minimumOrder - cart.subtotal) : 0;
  return (
    <>
      <ProblemNote of={used.problem.value} />
      {isEmpty && <p class="soft">{shop('cartEmpty')}</p>}
      <CartLines used={used} menus={menus} />
      {cart && !isEmpty && <Sums cart={cart} />}
      {cart && !isOpen(cart) && <Over cart={cart} />}
      {cart && isOpen(cart) && !isEmpty && (
        <>
          {missing > 0 && <p class="small">{shop('missing', { amount: money(missing, cart.currency) })}</p>}
          <Link href={`/shop/${cart.storeId}/checkout`} class="button main">
            {shop('checkout')}
          </Link>
        </>
      )}
    </>
  );
};
