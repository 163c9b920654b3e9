import { answered, api, type Schema } from '../../api/client.js';
import { choiceOf } from '../cart.js';
import type { Changes } from './changes.js';

type Answer = Schema<'PaidCart'> | Schema<'OrderedCart'>;
type Key = { readonly 'Idempotency-Key': string };

/** Orders and pays what somebody was shown, and nothing else. Throws ProblemError. */
export const orderCart = (headers: Key, cartId: number, total: number, version: number): Promise<Answer> =>
  answered<Answer>(
    api.POST('/mycart/{cartId}/order', {
      params: { path: { cartId } },
      headers: { ...headers, 'If-Match': `"${version}"` },
      body: { total },
    }),
  );

/**
 * Makes the cart what is sold now, as somebody was shown it, and orders that: a line at another price is put in anew, what is not to be
 * had is taken out. Every step has a key of its own from that of the intent, so that it is done once however often it is sent. Throws
 * ProblemError, CART_OUTDATED again where it changed once more.
 */
export const orderAnyway = async (
  { 'Idempotency-Key': key }: Key,
  changes: Changes,
  onCart: (answer: Schema<'Cart'>) => void,
): Promise<Answer> => {
  const { cartId } = changes.cart;
  let { version } = changes.cart;
  const took = (cart: Schema<'Cart'>): void => {
    version = cart.version;
    onCart(cart);
  };
  for (const { line, now } of changes.lines) {
    const step = (name: string) => ({ 'Idempotency-Key': `${key}-${name}-${line.lineId}` });
    if (now !== null)
      took(
        await answered<Schema<'Cart'>>(
          api.POST('/mycart/{cartId}/menu/{menuId}/add', {
            params: { path: { cartId, menuId: line.menuId } },
            headers: step('add'),
            body: { quantity: line.quantity, options: choiceOf(line) },
          }),
        ),
      );
    const params = { path: { cartId, lineId: line.lineId } };
    took(await answered(api.DELETE('/mycart/{cartId}/lines/{lineId}', { params, headers: step('out') })));
  }
  return orderCart({ 'Idempotency-Key': key }, cartId, changes.now, version);
};
