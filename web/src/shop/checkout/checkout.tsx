import { useEffect, useState } from 'preact/hooks';
import { Link } from 'wouter-preact';
import { answered, api, type Schema } from '../../api/client.js';
import { useRead } from '../../api/use-read.js';
import { common } from '../../texts/common.js';
import { when } from '../../texts/formats.js';
import { later } from '../../ui/later.js';
import { PageTitle } from '../../ui/page-title.js';
import { Loading, ProblemNote } from '../../ui/problem.js';
import { isOpen } from '../cart.js';
import { CartLines, type CartProps, Sums } from '../cart-panel.js';
import { shop } from '../texts.js';
import type { FormProps } from './fulfilment-form.js';
import type { PayProps } from './pay.js';
import { say } from './texts.js';
import { useFulfilment } from './wish.js';

// Whoever begins needs one of them.
const FulfilmentForm = later<FormProps>(() => import('./fulfilment-form.js'));
const Pay = later<PayProps>(() => import('./pay.js'));

export interface CheckoutProps extends CartProps {
  readonly store: Schema<'StoreView'>;
  /** Something about the store may be otherwise than it is shown. */
  readonly onRefused: () => void;
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
const Checkout = ({ store, used, menus, onRefused }: CheckoutProps) => {
  const [isChanging, change] = useState(false);
  const command = useFulfilment(used.take);
  const refused = command.problem.value;
  useEffect(() => {
    if (refused) onRefused();
  }, [refused]);
  const cart = used.cart.value;
  const said = cart?.fulfilment ?? null;
  const isEmpty = cart === null || (cart.lines.length === 0 && cart.holds.length === 0);
  const isSaid = said !== null && !said.erased;
  // What they said the last time is where they begin.
  const before = useRead('last order', async () => {
    const { items } = await answered(api.GET('/myorders', { params: { query: { limit: 1 } } }));
    return items[0]?.fulfilment ?? null;
  });
  const isReady = before.data.value !== undefined || before.problem.value !== null;
  return (
    <div class="checkout">
      <p>
        <Link href={`/shop/${store.storeId}`}>← {say('back')}</Link>
      </p>
      <PageTitle as="h2">{say('checkout')}</PageTitle>
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
          ) : isReady ? (
            <FulfilmentForm
              cart={cart}
              begin={said ?? before.data.value ?? null}
              store={store}
              command={command}
              onDone={() => change(false)}
            />
          ) : (
            <Loading />
          )}
        </section>
      )}
      <section class="card" aria-label={say('summary')}>
        <h3>{say('summary')}</h3>
        {isEmpty ? (
          <>
            <p class="soft">{shop('cartEmpty')}</p>
            {/* Whoever reads the page anew while they wait finds no cart, as it is paid by then. */}
            <p>
              {shop('orderedIs')}
              <Link href="/shop/orders">{shop('myOrders')}</Link>
            </p>
          </>
        ) : (
          <>
            <CartLines used={used} menus={menus} />
            <Sums cart={cart} />
          </>
        )}
        {cart && isOpen(cart) && (!isSaid || isChanging) && !isEmpty && <p class="soft">{say('firstHow')}</p>}
        {/* It stays while a cart is emptied to be filled anew, and says what became of that. */}
        {cart && (!isOpen(cart) || (isSaid && !isChanging)) && (
          <Pay store={store} cart={cart} used={used} fulfilment={command} onRefused={onRefused} />
        )}
      </section>
    </div>
  );
};

export default Checkout;
