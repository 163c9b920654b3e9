import { cartStream, isCustomer, type PersonalDetails, type Sealed, storeStream } from '@doremi/domain';
import { type ParamsOf, put, type Route, type RouteRequest } from '@doremi/http';
import { eventIdOf, isRefusal, type Refusal, refuse } from '@doremi/event-sourcing';
import type { Aggregates } from '../aggregates.js';
import { answer, contextOf } from '../command-handler/command-over-http.js';
import type { CommandContext } from '../command-handler/command-context.js';
import type { Outcome } from '../command-handler/command-handler.js';
import { hashedWith, personalContextOf } from '../personal/personal-request.js';
import type { Sealing } from '../personal/sealing.js';
import type { Cart } from './cart.decider.js';
import { detailsOf, FulfilmentRequest } from './fulfilment.requests.js';
import { cartResponse, CartResponse, shownCart } from './cart.responses.js';

const path = '/mycart/:cartId/fulfilment';
type Asked = RouteRequest<ParamsOf<typeof path>, FulfilmentRequest>;

/** How an order gets to its customer. What is personal of it is sealed here, before anything is made of it. */
export const fulfilmentRoutes = (
  { carts, stores }: Pick<Aggregates, 'carts' | 'stores'>,
  sealing: Sealing,
): Route[] => {
  const { personal } = sealing;

  const choose = (request: Asked, sealed: Sealed | null, context: CommandContext): Promise<Outcome<Cart>> => {
    const { type, wantedAt = null } = request.body;
    const fulfilment = { type, wantedAt, personal: sealed };
    const command = { type: 'ChooseFulfilment', by: request.actor, fulfilment, now: request.now } as const;
    return carts.handle(cartStream(request.params.cartId), command, context);
  };

  /** What the cart has already where it says the same, else sealed anew. */
  const sealedOf = async (
    cart: Cart,
    details: PersonalDetails,
    { commandId }: CommandContext,
  ): Promise<Sealed | Refusal> => {
    const { cartId, customerId, terms } = cart;
    const there = terms.fulfilment?.personal;
    if (there && !(await sealing.keysToBeErased(customerId)).includes(there.keyId)) {
      const [opened] = await personal.openAll([there]);
      if (opened && 'value' in opened && JSON.stringify(opened.value) === JSON.stringify(details)) return there;
    }
    const of = { stream: cartStream(cartId), eventId: eventIdOf(commandId, 0) };
    return sealing.seal({ customerId, cartId, of, value: details });
  };

  const choosePersonal = async (request: Asked, details: PersonalDetails): Promise<Outcome<Cart>> => {
    const stream = cartStream(request.params.cartId);
    const { state: cart } = await carts.load(stream);
    if (cart.status === 'NONE' || !isCustomer(request.actor, cart.customerId)) return refuse('CART_NOT_FOUND');
    const context = personalContextOf(request, personal);
    const repeated = await carts.repeated(stream, context);
    if (repeated) return repeated;
    const sealed = await sealedOf(cart, details, context);
    if (isRefusal(sealed)) return sealed;
    const hashed = await hashedWith(context, request, sealed.keyId, personal);
    return hashed ? choose(request, sealed, hashed) : refuse('PERSONAL_DATA_UNAVAILABLE');
  };

  return [
    put(
      path,
      {
        tag: 'carts',
        roles: ['customer'],
        ifMatch: true,
        operation: 'chooseFulfilment',
        summary: 'Say whether it is delivered or picked up, to whom, where and when; what was said before is replaced',
        body: FulfilmentRequest,
        responses: { 200: CartResponse },
        refusals: ['CART_NOT_FOUND', 'CART_CLOSED', 'VERSION_CHANGED', 'PERSONAL_DATA_UNAVAILABLE'],
      },
      async (request) => {
        const details = detailsOf(request.body);
        const outcome = await (details ? choosePersonal(request, details) : choose(request, null, contextOf(request)));
        if (isRefusal(outcome)) return outcome;
        const { settings } = (await stores.known(storeStream(outcome.state.storeId))).state;
        const shown = await shownCart(outcome, personal);
        return answer(outcome, 200, (cart) => cartResponse(cart, { settings, shown }));
      },
    ),
  ];
};
