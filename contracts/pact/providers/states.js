import { size } from '../interactions/options.js';

const cook = (orderId) => `/myorder/${orderId}/cooking/start`;
const dispatch = (orderId) => `/myorder/delivery/${orderId}`;
const arrive = (orderId) => `/myorder/delivery/${orderId}/complete`;

const card = { menuName: 'pizza3', menuType: 'pizza', description: 'pizzadesc', price: 99 };

const sized = { optionGroups: [size] };

/** The states that the contracts name, by name; what each resolves to fills the `${…}` of its interaction. */
export const statesIn = (world) => ({
  'a menu that waits for its store': () => world.offered(),
  'a menu on sale': () => world.sold(),
  'two menus': async () => {
    await world.sold();
    return world.sold();
  },
  'a menu that was revised': async () => {
    const sold = await world.sold();
    await world.does('PUT', `/menus/${sold.menuId}`, card);
    return sold;
  },
  'the key register-once was used': () => world.does('POST', '/menus', card, { 'Idempotency-Key': 'register-once' }),
  'a menu with sizes on sale': () => world.sold(undefined, sized),
  'a menu with sizes on sale, of which a revision waits': async () => {
    const sold = await world.sold(undefined, sized);
    await world.does('PUT', `/menus/${sold.menuId}`, card);
    // Answering receives the offer, whether a policy runs or not; the live one again is true already.
    const { position } = await world.does('POST', `${sold.storeMenu}/approve`, { revision: 1 });
    await world.sees(sold.storeMenu, position);
    return { ...sold, position };
  },
  'an empty cart of alice': () => world.emptyCart(),
  'an empty cart of alice where sizes are sold': () => world.emptyCart(undefined, sized),
  'a cart of alice with a line': () => world.filledCart(),
  'a cart of alice that no card pays for': () => world.filledCart(150.01),
  'a cart of alice that the card company does not take': () => world.filledCart(150.04),
  'a paid order of alice': () => world.paid(),
  'an order of alice that waits for its store': () => world.waiting(),
  'an order that is cooked': () => world.ordered(cook),
  'an order on its way': () => world.ordered(cook, dispatch),
  'an order that has arrived': () => world.ordered(cook, dispatch, arrive),
  'the charge 900004-1 of 15000 was made': () => world.charged('900004-1', 15000),
  'the charge 900007-1 of 15000 was made': () => world.charged('900007-1', 15000),
  'the charge 900008-1 of 15000 was made': () => world.charged('900008-1', 15000),
  'the charges 900010-1 and 900011-1 of 15000 were made': async () => {
    await world.charged('900010-1', 15000);
    return world.charged('900011-1', 15000);
  },
  'of the charge 900009-1 of 15000, 5000 was paid back': () => world.paidBack('900009-1', 15000, 5000),
});
