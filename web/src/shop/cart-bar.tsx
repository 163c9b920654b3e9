import { useState } from 'preact/hooks';
import { money } from '../texts/formats.js';
import { Dialog } from '../ui/dialog.js';
import { type CartProps, CartPanel } from './cart-panel.js';
import { shop } from './texts.js';

/** On a phone: what the cart comes to, always in view; it opens. */
export const CartBar = (props: CartProps) => {
  const [isShown, show] = useState(false);
  const cart = props.used.cart.value;
  const items = [...(cart?.lines ?? []), ...(cart?.holds ?? [])].reduce((sum, { quantity }) => sum + quantity, 0);
  return (
    <>
      <button type="button" class="main cart-bar" onClick={() => show(true)}>
        <span>{shop('cart')}</span>
        <span>{shop('items', { n: items })}</span>
        <strong>{cart ? money(cart.total, cart.currency) : money(0)}</strong>
      </button>
      {isShown && (
        <Dialog title={shop('cart')} onClose={() => show(false)}>
          <CartPanel {...props} />
        </Dialog>
      )}
    </>
  );
};
