import { answered, api, type Schema } from '../../api/client.js';
import { ProblemError } from '../../api/problem.js';
import { type CartLine, choiceOf } from '../cart.js';
import { ifMatch } from '../use-cart.js';
import type { Changes } from './changes.js';

type Answer = Schema<'PaidCart'> | Schema<'OrderedCart'>;
type Key = { readonly 'Idempotency-Key': string };

/** Orders and pays what somebody was shown, and nothing else. Throws ProblemError. */
export const orderCart = (headers: Key, cartId: number, total: number, version: number): Promise<Answer> =>
  answered<Answer>(
    api.POST('/mycart/{cartId}/order', {
      params: { path: { cartId } },
      headers: { ...headers, ...ifMatch({ version }) },
      body: { total },
    }),
  );

/** Of a step: nothing was done, as the cart was not as it was seen. */
const isOvertaken = (error: unknown): boolean =>
  error instanceof ProblemError && error.problem.code === 'VERSION_CHANGED';

/** Said of a step that found it done: by another window of the same customer, who is at it as well. */
const OVERTAKEN = new ProblemError({ code: 'VERSION_CHANGED', status: 412 });

/**
 * Makes the cart what is sold now, as somebody was shown it, and orders that: what is sold otherwise is taken out, and put in anew
 * where it is to be had. Out comes first: wherever it stops, the cart has nothing twice, and a full one has room. Every step is for
 * the cart as the one before left it, and has a key of its own from that of the intent, so that it is done once however often it is
 * sent. Throws ProblemError; CART_OUTDATED again, and nothing more is done, where the cart changed once more.
 */
export const orderAnyway = async (
  { 'Idempotency-Key': key }: Key,
  changes: Changes,
  onCart: (answer: Schema<'Cart'>) => void,
): Promise<Answer> => {
  const { cartId } = changes.cart;
  let { version } = changes.cart;
  const headersOf = (name: string, { lineId }: CartLine) => ({
    'Idempotency-Key': `${key}-${name}-${lineId}`,
    ...ifMatch({ version }),
  });
  const takeOut = (line: CartLine) => {
    const params = { path: { cartId, lineId: line.lineId } };
    return answered<Schema<'Cart'>>(
      api.DELETE('/mycart/{cartId}/lines/{lineId}', { params, headers: headersOf('out', line) }),
    );
  };
  const putIn = (line: CartLine) => {
    const params = { path: { cartId, menuId: line.menuId } };
    const body = { quantity: line.quantity, options: choiceOf(line) };
    const headers = headersOf('add', line);
    return answered<Schema<'Cart'>>(api.POST('/mycart/{cartId}/menu/{menuId}/add', { params, headers, body }));
  };
  const step = (cart: Schema<'Cart'>): void => {
    onCart(cart);
    // What is out already is answered with the cart of now, whoever took it out, and whatever was done since.
    if (cart.version !== version + 1) throw OVERTAKEN;
    version = cart.version;
  };
  try {
    for (const { line } of changes.lines) step(await takeOut(line));
    for (const { line, now } of changes.lines) if (now !== null) step(await putIn(line));
  } catch (error) {
    if (!isOvertaken(error)) throw error;
    // Of a version that is no more, it is refused with all that is different by now.
    return orderCart({ 'Idempotency-Key': `${key}-seen` }, cartId, changes.now, changes.cart.version);
  }
  return orderCart({ 'Idempotency-Key': key }, cartId, changes.now, version);
};
