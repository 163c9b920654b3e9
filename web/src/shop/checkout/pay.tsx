import { useSignal } from '@preact/signals';
import { useEffect, useId, useRef } from 'preact/hooks';
import { Link, useLocation } from 'wouter-preact';
import { answered, api, type Schema } from '../../api/client.js';
import type { Problem } from '../../api/problem.js';
import { useCommand } from '../../api/use-command.js';
import { useEvery } from '../../api/use-read.js';
import { money, when } from '../../texts/formats.js';
import { CommandButton } from '../../ui/button.js';
import { later } from '../../ui/later.js';
import { ProblemNote } from '../../ui/problem.js';
import { type Cart, isOpen } from '../cart.js';
import { shop } from '../texts.js';
import { isShutForGood, wantedFrom } from '../times.js';
import type { UsedCart } from '../use-cart.js';
import type { ChangedProps } from './changed-dialog.js';
import { type Changes, changesOf } from './changes.js';
import { orderAnyway, orderCart } from './order-cart.js';
import { SeenCart } from './seen.js';
import { say } from './texts.js';
import { isUnpaid, watched, type Watched } from './unpaid.js';
import { type useFulfilment, wishAt } from './wish.js';

const ChangedDialog = later<ChangedProps>(() => import('./changed-dialog.js'));

/** A cart is paid a moment before its order is at the store. Milliseconds. */
const LOOK_EVERY = 300;

/** When an order that was refused for its time could be had; null where nobody knows. */
const insteadOf = (problem: Problem | null): string | null => {
  if (!problem) return null;
  const { nextFreeAt, opensAt, storeStatus } = problem;
  if (typeof nextFreeAt === 'string') return nextFreeAt;
  // Whoever takes a pause takes no order for later either.
  return problem.code === 'STORE_NOT_OPEN' && storeStatus === 'OPEN' && typeof opensAt === 'string' ? opensAt : null;
};

/** That was paid without an answer to this page: goes to the order as soon as it is there. */
const PaidMeanwhile = ({ orderId }: { readonly orderId: number }) => {
  const [, go] = useLocation();
  useEvery(LOOK_EVERY, async () => {
    const mine = await answered(api.GET('/myorders', { params: { query: { limit: 20 } } })).catch(() => null);
    if (mine?.items.some((order) => order.orderId === orderId)) go(`/shop/orders/${orderId}`);
  });
  return (
    <p role="status">
      {say('paidNow')} <Link href={`/shop/orders/${orderId}`}>{shop('follow')}</Link>
    </p>
  );
};

const Asking = () => (
  <div role="status" class="asking card" data-asking>
    <strong>{shop('asking')}</strong>
    <p>{shop('askingWhy')}</p>
  </div>
);

export interface PayProps {
  readonly store: Schema<'StoreView'>;
  readonly cart: Cart;
  readonly used: UsedCart;
  readonly fulfilment: ReturnType<typeof useFulfilment>;
  readonly onRefused: () => void;
}

/** The two ways to order: what is shown, and what it became. */
const useOrder = ({ cart, used, onRefused }: PayProps) => {
  const [, go] = useLocation();
  /** As it was shown to whoever ordered it last. */
  const shown = useSignal<Cart | null>(null);
  /** The version of the cart whose payment the provider is asked about, before the stream says so. */
  const asked = useSignal<number | null>(null);
  /** The version of the cart as it was when it was refused last, as far as it is known. */
  const refused = useSignal(0);
  const waited = useRef<Watched>(null);
  const order = useCommand(orderCart);
  const anyway = useCommand((headers, changes: Changes) => orderAnyway(headers, changes, used.take));
  const isBusy = order.busy.value || anyway.busy.value;
  const problems = [anyway.problem.value, order.problem.value];
  const outdated = problems.find((one) => one?.code === 'CART_OUTDATED');
  // While it is made what is sold now, what was asked about stays as it was.
  const lastChanges = useRef<Changes | null>(null);
  if (!isBusy) lastChanges.current = outdated && shown.value ? changesOf(outdated, shown.value, cart) : null;
  const finish = (answer: { readonly cartStatus: string; readonly orderId: number }, version: number): void => {
    if (answer.cartStatus === 'PAID') go(`/shop/orders/${answer.orderId}`);
    else asked.value = version;
  };
  const wasRefused = (problem: Problem | null): void => {
    const { version = 0 } = (problem?.cart ?? {}) as Partial<Cart>;
    onRefused();
    refused.value = Math.max(version, used.cart.peek()?.version ?? 0);
  };
  const forget = (): void => {
    order.forget();
    anyway.forget();
  };
  // What it costs may have become more just under their finger: they order what they had read, and are asked.
  const known = useRef<SeenCart>(null);
  known.current ??= new SeenCart();
  known.current.show(cart, used.ownVersion.peek());
  const pay = async (): Promise<void> => {
    anyway.forget();
    const seen = known.current?.seen ?? cart;
    shown.value = seen;
    const answer = await order.run(seen.cartId, seen.total, seen.version);
    if (answer) finish(answer, seen.version);
    else wasRefused(order.problem.peek());
  };
  const payAnyway = async (changes: Changes): Promise<void> => {
    shown.value = changes.cart;
    const answer = await anyway.run(changes);
    order.forget();
    if (answer) finish(answer, used.cart.peek()?.version ?? cart.version);
    else wasRefused(anyway.problem.peek());
  };
  const isAsking = !isBusy && (cart.cartStatus === 'ORDERED' || (asked.value !== null && cart.version <= asked.value));
  waited.current = watched(waited.current, cart, isAsking);
  const told = problems.find((one) => one && one.code !== 'CART_OUTDATED') ?? null;
  return {
    ...{ order, anyway, isBusy, forget, pay, payAnyway },
    changes: lastChanges.current,
    // What was said of a cart counts for that cart; whether anybody heard of it is another matter.
    problem: told?.status === 0 || cart.version <= refused.value ? told : null,
    isAsking,
    wasUnpaid: !told && !isBusy && isUnpaid(waited.current, cart),
  };
};

/** Why nothing can be ordered now, not for later either; null where it can. */
const whyShut = (store: Schema<'StoreView'>): string | null => {
  if (isShutForGood(store)) return say('shut');
  const { status, until } = store;
  return status === 'OPEN' || until === null ? null : say('shutUntil', { at: when(until) });
};

/** The order itself, and every answer to it in words. */
const Pay = (props: PayProps) => {
  const { store, cart, fulfilment } = props;
  const { order, anyway, isBusy, forget, pay, payAnyway, changes, ...known } = useOrder(props);
  const { problem, isAsking, wasUnpaid } = known;
  const button = useRef<HTMLDivElement>(null);
  const explaining = useId();
  const shut = whyShut(store);
  const isPayable = isOpen(cart) || isBusy;
  useEffect(() => {
    if (problem) button.current?.scrollIntoView({ block: 'nearest' });
  }, [problem]);
  if (isAsking) return <Asking />;
  if (cart.cartStatus === 'PAID' && !isBusy) return <PaidMeanwhile orderId={cart.cartId} />;
  if (!isPayable) return <p>{shop('cartExpired')}</p>;
  const instead = insteadOf(problem);
  const at = instead === null ? null : wantedFrom(instead, Date.now());
  const orderLater = async (): Promise<void> => {
    if (at === null || !cart.fulfilment) return;
    if (await fulfilment.run(wishAt(cart.fulfilment, at), cart)) forget();
  };
  return (
    <div ref={button}>
      {cart.holds.length > 0 && <p class="soft">{say('holdsFirst')}</p>}
      <ProblemNote of={problem} />
      {wasUnpaid && (
        <p class="problem" role="alert">
          {say('unpaid')}
        </p>
      )}
      {at !== null && (
        <p>
          <CommandButton command={fulfilment} onClick={() => void orderLater()}>
            {say('waitUntil', { at: when(at) })}
          </CommandButton>
        </p>
      )}
      {/* Whoever presses all the same is told the store's own answer: it may take orders again by then. */}
      {shut !== null && (
        <p role="status" id={explaining}>
          {shut}
        </p>
      )}
      {cart.lines.length + cart.holds.length > 0 && (
        <CommandButton
          command={order}
          kind="main"
          disabled={cart.holds.length > 0 || cart.lines.length === 0 || isBusy}
          describedBy={shut === null ? undefined : explaining}
          onClick={() => void pay()}
        >
          {say('orderAndPay', { total: money(cart.total, cart.currency) })}
        </CommandButton>
      )}
      {changes && (
        <ChangedDialog
          changes={changes}
          currency={cart.currency}
          command={anyway}
          onOrder={() => void payAnyway(changes)}
          onClose={forget}
        />
      )}
    </div>
  );
};

export default Pay;
