import { type ReadonlySignal, useComputed, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { answered, api, type Schema } from '../api/client.js';
import { type Problem } from '../api/problem.js';
import { type Command, useCommand } from '../api/use-command.js';
import { useRead } from '../api/use-read.js';
import { useLive } from '../live/use-live.js';
import {
  type Cart,
  type CartLine,
  holdNews,
  type HoldNews,
  isOpen,
  newestOf,
  rereadOr,
  withUnsettled,
} from './cart.js';
import type { Chosen } from './choice.js';

type Answer = Schema<'Cart'>;
type Hold = Cart['holds'][number];

/** What somebody puts in a cart. */
export interface Item {
  readonly menuId: number;
  /** Absent where the menu has no options. */
  readonly options?: readonly Chosen[];
  readonly quantity: number;
}

/** A customer's cart at one store, as it is told, and what can be done with it. */
export interface UsedCart {
  /** Null for none. One that was ordered or has expired is still shown until another one begins. */
  readonly cart: ReadonlySignal<Cart | null>;
  readonly problem: ReadonlySignal<Problem | null>;
  /** What became last of adds that waited. */
  readonly news: ReadonlySignal<readonly HoldNews[]>;
  readonly add: Command<[Item], Answer>;
  /** The menu that was added last, or is being added. */
  readonly adding: ReadonlySignal<number | null>;
  readonly setQuantity: Command<[CartLine, number, Cart], Answer>;
  readonly remove: Command<[CartLine, Cart], Answer>;
  readonly giveUp: Command<[Hold, Cart], Answer>;
  /** What the last command of this window made of it; null before the first. */
  readonly ownVersion: ReadonlySignal<number | null>;
  /** Reads it again: what its store asks for may have changed, and is no change of the cart. */
  readonly reload: () => Promise<void>;
  /** Takes what another command of it answered. */
  readonly take: (answer: Answer) => Answer;
}

const OPEN = ['MENUADDED', 'ORDERED', 'BLANK'] as const;

/** The newest cart at a store that is not over. */
const findCart = async (storeId: number): Promise<Cart | null> => {
  const pages = await Promise.all(
    OPEN.map((status) => answered(api.GET('/mycarts', { params: { query: { status, limit: 200 } } }))),
  );
  const here = pages.flatMap(({ items }) => items).filter((cart) => cart.storeId === storeId);
  return here.sort((a, b) => b.cartId - a.cartId)[0] ?? null;
};

export const ifMatch = (cart: Pick<Cart, 'version'>) => ({ 'If-Match': `"${cart.version}"` });

export const useCart = (storeId: number): UsedCart => {
  const found = useRead(`cart ${storeId}`, () => findCart(storeId));
  const answer = useSignal<Answer | null>(null);
  const cartId = answer.value?.cartId ?? found.data.value?.cartId ?? null;
  const live = useLive<Cart>(cartId === null ? null : `cart:${cartId}`);
  const told = useComputed(() => [...live.documents.value.values()][0]);
  const again = useSignal<Cart | null>(null);
  const cart = useComputed(() => {
    const read = answer.value && answer.value.cartId !== found.data.value?.cartId ? null : found.data.value;
    return newestOf(rereadOr(told.value ?? read ?? null, again.value), answer.value);
  });
  // Whatever the stream tells next is newer.
  useEffect(() => void (again.value = null), [told.value]);
  const reload = async (): Promise<void> => {
    const now = cart.peek();
    if (!now || !isOpen(now)) return;
    const params = { path: { cartId: now.cartId } };
    // Where it can't be read, what is known stays: an order is judged by what the store asks for in any case.
    again.value = await answered(api.GET('/mycart/{cartId}', { params })).catch(() => null);
  };
  const ownVersion = useComputed(() => answer.value?.version ?? null);
  const take = (one: Answer): Answer => (answer.value = one);

  const news = useSignal<readonly HoldNews[]>([]);
  const before = useRef<Cart | null>(null);
  useEffect(() => {
    const after = cart.value;
    const isTold = after !== null && after === told.value;
    if (before.current && isTold) {
      const settled = holdNews(before.current, after);
      if (settled.length > 0) news.value = settled;
    }
    before.current = after && !isTold ? withUnsettled(before.current, after) : after;
  }, [cart.value]);

  const begin = async (key: string): Promise<number> => {
    const begun = await answered(
      api.POST('/mycart/{storeId}/create', {
        params: { path: { storeId } },
        headers: { 'Idempotency-Key': `${key}-cart` },
      }),
    );
    take(begun);
    return begun.cartId;
  };

  const adding = useSignal<number | null>(null);
  const add = useCommand(async (headers, { menuId, quantity, options }: Item) => {
    adding.value = menuId;
    // Whoever is quicker than the first read still has the cart of before.
    const now = cart.peek() ?? (found.data.peek() === undefined ? await findCart(storeId) : null);
    const id = now && isOpen(now) ? now.cartId : await begin(headers['Idempotency-Key']);
    const body = { quantity, ...(options && { options: [...options] }) };
    const params = { path: { cartId: id, menuId } };
    return take(await answered<Answer>(api.POST('/mycart/{cartId}/menu/{menuId}/add', { params, headers, body })));
  });

  const setQuantity = useCommand(async (headers, { lineId }: CartLine, quantity: number, of: Cart) => {
    const params = { path: { cartId: of.cartId, lineId } };
    const all = { ...headers, ...ifMatch(of) };
    return take(
      await answered(api.PUT('/mycart/{cartId}/lines/{lineId}', { params, headers: all, body: { quantity } })),
    );
  });

  const remove = useCommand(async (headers, { lineId }: CartLine, of: Cart) => {
    const params = { path: { cartId: of.cartId, lineId } };
    return take(await answered(api.DELETE('/mycart/{cartId}/lines/{lineId}', { params, headers })));
  });

  const giveUp = useCommand(async (headers, { holdId }: Hold, of: Cart) => {
    const params = { path: { cartId: of.cartId, holdId } };
    return take(await answered(api.DELETE('/mycart/{cartId}/holds/{holdId}', { params, headers })));
  });

  return { cart, problem: found.problem, news, add, adding, setQuantity, remove, giveUp, ownVersion, reload, take };
};
