import { useState } from 'preact/hooks';
import { Link } from 'wouter-preact';
import type { Schema } from '../../api/client.js';
import { common } from '../../texts/common.js';
import { when } from '../../texts/formats.js';
import { ProblemNote } from '../../ui/problem.js';
import { isOpen } from '../cart.js';
import { CartLines, type CartProps, Sums } from '../cart-panel.js';
import { shop } from '../texts.js';
import { FulfilmentForm, useFulfilment } from './fulfilment-form.js';
import { Pay } from './pay.js';
import { say } from './texts.js';

export interface CheckoutProps extends CartProps {
  readonly store: Schema<'StoreView'>;
}

/** How, to whom, where and when, in a few lines. */
const Said = ({ fulfilment }: { readonly fulfilment: Schema<'Fulfilment'> }) => {
  const { type, wantedAt, personal } = fulfilment;
  const address = personal?.address;
  return (
    <address class="said">
      <strong>{common(type)}</strong>, {wantedAt === null ? say('soonShort') : say('forTime', { at: when(wantedAt) })}
      {personal?.contact && (
        <div>
          {personal.contact.name}, {personal.contact.phone}
        </div>
      )}
      {address && (
        <div>{[address.line1, address.line2, address.postcode, address.city].filter((part) => part).join(', ')}</div>
      )}
      {personal?.note && <div class="soft">{personal.note}</div>}
    </address>
  );
};

/** How and where, then what it costs, then the order. */
const Checkout = ({ store, used, menus }: CheckoutProps) => {
  const [isChanging, change] = useState(false);
  const command = useFulfilment(used.take);
  const cart = used.cart.value;
  const said = cart?.fulfilment ?? null;
  const isSaid = said !== null && !said.erased;
  return (
    <div class="checkout">
      <p>
        <Link href={`/shop/${store.storeId}`}>← {say('back')}</Link>
      </p>
      <h2>{say('checkout')}</h2>
      <ProblemNote of={used.problem.value} />
      {cart && isOpen(cart) && (
        <section class="card" aria-label={say('howAndWhere')}>
          <h3>{say('howAndWhere')}</h3>
          {isSaid && !isChanging ? (
            <>
              <Said fulfilment={said} />
              <button type="button" onClick={() => change(true)}>
                {say('change')}
              </button>
            </>
          ) : (
            <FulfilmentForm cart={cart} store={store} command={command} onDone={() => change(false)} />
          )}
        </section>
      )}
      <section class="card" aria-label={say('summary')}>
        <h3>{say('summary')}</h3>
        {cart === null || (cart.lines.length === 0 && cart.holds.length === 0) ? (
          <p class="soft">{shop('cartEmpty')}</p>
        ) : (
          <>
            <CartLines used={used} menus={menus} />
            <Sums cart={cart} />
            {isOpen(cart) && (!isSaid || isChanging) ? (
              <p class="soft">{say('firstHow')}</p>
            ) : (
              <Pay cart={cart} used={used} fulfilment={command} />
            )}
          </>
        )}
      </section>
    </div>
  );
};

export default Checkout;
