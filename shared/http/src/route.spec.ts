import { describe, expect, test } from '@jest/globals';
import { Absent, Whole } from './fields.js';
import { get, post, sse, type Feed, type ParamsOf } from './route.js';
import { id, named, optional, text, type Static } from './responses/schemas.js';
import { madeUp, madeUpStream } from './testing/made-up.js';

const Cart = named('Cart', { cartId: id, note: optional(text) });
const HeldCart = named('HeldCart', { cartId: id, holdId: id });
const documented = { ...madeUp, roles: 'all', responses: { 200: Cart, 202: HeldCart } } as const;

class Add {
  @Absent() @Whole({ min: 1, max: 9 }) quantity = 1;
}

/** What stands behind `@ts-expect-error` does not compile: `npm run typecheck` fails when it does. */
describe('a route', () => {
  test('gives its handler the parameters of its path as numbers, and no other', () => {
    const params: ParamsOf<'/mycart/:cartId/menu/:menuId/add'> = { cartId: 7, menuId: 3 };
    const route = post(
      '/mycart/:cartId/menu/:menuId/add',
      { ...documented, body: Add },
      ({ params: { cartId, menuId }, body: { quantity } }) => ({
        status: 202,
        body: { cartId, holdId: menuId * quantity },
      }),
    );
    // @ts-expect-error: the path has no such parameter
    get('/mycart/:cartId', documented, ({ params: { menuId } }) => ({ status: 200, body: { cartId: menuId } }));
    expect([params.cartId, route.path]).toEqual([7, '/mycart/:cartId/menu/:menuId/add']);
  });

  test('compiles only where its handler responds what it says', () => {
    const ok = get('/carts/:cartId', documented, ({ params: { cartId } }) => ({ status: 200, body: { cartId } }));
    // @ts-expect-error: a field is missing
    get('/carts/:cartId', documented, () => ({ status: 200, body: {} }));
    // @ts-expect-error: a field is of another type
    get('/carts/:cartId', documented, () => ({ status: 200, body: { cartId: '7' } }));
    // @ts-expect-error: the body of another status
    get('/carts/:cartId', documented, () => ({ status: 202, body: { cartId: 7 } }));
    // @ts-expect-error: a status that is not documented
    get('/carts/:cartId', documented, () => ({ status: 201, body: { cartId: 7 } }));
    // @ts-expect-error: a body is left out
    get('/carts/:cartId', documented, () => ({ status: 200 }));
    const feed: Feed<{ cartId: number }> = () => () => undefined;
    const stream = { ...madeUpStream, roles: 'all', event: HeldCart } as const;
    // @ts-expect-error: events of other data
    sse('/carts/:cartId/stream', stream, () => Promise.resolve(feed));
    expect(Object.keys(ok.responses)).toEqual(['200', '202']);
  });

  test('has writers of responses that say every field and no other', () => {
    const cartResponse = (cartId: number): Static<typeof Cart> => ({ cartId });
    // @ts-expect-error: nobody documented this field
    const withMore = (cartId: number): Static<typeof Cart> => ({ cartId, tip: 1 });
    expect([cartResponse(7), withMore(7)]).toEqual([{ cartId: 7 }, { cartId: 7, tip: 1 }]);
  });
});
