import { useSignal } from '@preact/signals';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Link, useLocation } from 'wouter-preact';
import type { Schema } from '../../api/client.js';
import type { Problem } from '../../api/problem.js';
import { useCommand } from '../../api/use-command.js';
import { common } from '../../texts/common.js';
import { money, when } from '../../texts/formats.js';
import { CommandButton } from '../../ui/button.js';
import { ProblemNote } from '../../ui/problem.js';
import { type Cart, changesOf, isOpen } from '../cart.js';
import { CartLines, type CartProps, Sums } from '../cart-panel.js';
import { shop } from '../texts.js';
import { wantedFrom } from '../times.js';
import { ChangedDialog } from './changed-dialog.js';
import { FulfilmentForm, useFulfilment, wishAt } from './fulfilment-form.js';
import { orderAnyway, orderCart } from './order-cart.js';
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

/** When an order that was refused for its time could be had; null where nobody knows. */
const insteadOf = (problem: Problem | null): string | null => {
  if (!problem) return null;
  const { nextFreeAt, opensAt, storeStatus } = problem;
  if (typeof nextFreeAt === 'string') return nextFreeAt;
  // Whoever takes a pause takes no order for later either.
  return problem.code === 'STORE_NOT_OPEN' && storeStatus === 'OPEN' && typeof opensAt === 'string' ? opensAt : null;
};

/** The order itself, and every answer to it in words. */
const Pay = ({
  cart,
  used,
  command,
}: { cart: Cart; used: CartProps['used'] } & {
  command: ReturnType<typeof useFulfilment>;
}) => {
  const [, go] = useLocation();
  const seen = useSignal<Cart | null>(null);
  /** The version of the cart whose payment the provider is asked about, before the stream says so. */
  const asked = useSignal<number | null>(null);
  const finish = (answer: { readonly cartStatus: string; readonly orderId: number }, version: number): void => {
    if (answer.cartStatus === 'PAID') go(`/shop/orders/${answer.orderId}`);
    else asked.value = version;
  };
  const order = useCommand(orderCart);
  const anyway = useCommand((headers, of: Cart, changes: ReturnType<typeof changesOf>) =>
    orderAnyway(headers, of, changes, used.take),
  );
  const outdated = [anyway, order].map(({ problem }) => problem.value).find((one) => one?.code === 'CART_OUTDATED');
  const changes = outdated && seen.value ? changesOf(outdated, seen.value) : null;
  const forget = (): void => {
    order.forget();
    anyway.forget();
  };
  const pay = async (): Promise<void> => {
    anyway.forget();
    seen.value = cart;
    const answer = await order.run(cart.cartId, cart.total, cart.version);
    if (answer) finish(answer, cart.version);
  };
  const payAnyway = async (): Promise<void> => {
    if (!changes || !seen.value) return;
    const of = seen.value;
    const answer = await anyway.run(of, changes);
    order.forget();
    if (answer) finish(answer, cart.version);
    else seen.value = used.cart.peek();
  };
  // A payment that was not known at first turns by itself.
  const wasAsked = useRef(false);
  const isAsking = cart.cartStatus === 'ORDERED' || (asked.value !== null && cart.version <= asked.value);
  useEffect(() => {
    if (isAsking) wasAsked.current = true;
    else if (cart.cartStatus === 'PAID' && wasAsked.current) go(`/shop/orders/${cart.cartId}`);
  }, [isAsking, cart.cartStatus]);

  if (isAsking)
    return (
      <div role="status" class="asking card" data-asking>
        <strong>{shop('asking')}</strong>
        <p>{shop('askingWhy')}</p>
      </div>
    );
  if (!isOpen(cart)) return null;
  const problem = [anyway, order].map((one) => one.problem.value).find((one) => one && one.code !== 'CART_OUTDATED');
  const wasDeclined = !problem && !outdated && cart.payment?.status === 'DECLINED';
  const instead = insteadOf(problem ?? null);
  const at = instead === null ? null : wantedFrom(instead, Date.now());
  const orderLater = async (): Promise<void> => {
    if (at === null || !cart.fulfilment) return;
    if (await command.run(wishAt(cart.fulfilment, at), cart)) forget();
  };
  return (
    <>
      {cart.holds.length > 0 && <p class="soft">{say('holdsFirst')}</p>}
      <ProblemNote of={problem ?? (wasDeclined ? { code: 'PAYMENT_DECLINED', status: 402 } : null)} />
      {at !== null && (
        <p>
          <CommandButton command={command} onClick={() => void orderLater()}>
            {say('waitUntil', { at: when(at) })}
          </CommandButton>
        </p>
      )}
      <CommandButton
        command={order}
        kind="main"
        disabled={cart.holds.length > 0 || cart.lines.length === 0 || anyway.busy.value}
        onClick={() => void pay()}
      >
        {say('orderAndPay', { total: money(cart.total, cart.currency) })}
      </CommandButton>
      {changes && (
        <ChangedDialog
          changes={changes}
          currency={cart.currency}
          command={anyway}
          onOrder={() => void payAnyway()}
          onClose={forget}
        />
      )}
    </>
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
              <Pay cart={cart} used={used} command={command} />
            )}
            {cart.cartStatus === 'PAID' && (
              <p>
                {shop('cartPaid')} <Link href={`/shop/orders/${cart.cartId}`}>{shop('follow')}</Link>
              </p>
            )}
          </>
        )}
      </section>
    </div>
  );
};

export default Checkout;
