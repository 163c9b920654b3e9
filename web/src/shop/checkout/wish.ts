import { answered, api, type Schema } from '../../api/client.js';
import { useCommand } from '../../api/use-command.js';
import type { Cart } from '../cart.js';
import { ifMatch } from '../use-cart.js';

export type Fulfilment = Schema<'Fulfilment'>;

/** What is said of how an order gets to its customer. */
export interface Wish {
  readonly type: Fulfilment['type'];
  readonly wantedAt: string | null;
  readonly contact?: { readonly name: string; readonly phone: string };
  readonly address?: {
    readonly line1: string;
    readonly line2?: string;
    readonly postcode?: string;
    readonly city?: string;
  };
  readonly note?: string;
}

/** Says it of the cart that somebody saw; what was said before is replaced. */
export const useFulfilment = (take: (answer: Schema<'Cart'>) => void) =>
  useCommand(async (headers, wish: Wish, cart: Cart) => {
    const params = { path: { cartId: cart.cartId } };
    const one = await answered(
      api.PUT('/mycart/{cartId}/fulfilment', { params, headers: { ...headers, ...ifMatch(cart) }, body: { ...wish } }),
    );
    take(one);
    return one;
  });

/** The same wish for another time. */
export const wishAt = ({ type, personal }: Fulfilment, wantedAt: string | null): Wish => ({
  type,
  wantedAt,
  ...(personal?.contact && { contact: personal.contact }),
  ...(personal?.address && {
    address: {
      line1: personal.address.line1,
      ...(personal.address.line2 && { line2: personal.address.line2 }),
      ...(personal.address.postcode && { postcode: personal.address.postcode }),
      ...(personal.address.city && { city: personal.address.city }),
    },
  }),
  ...(personal?.note && { note: personal.note }),
});
