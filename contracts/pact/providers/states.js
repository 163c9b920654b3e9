import { delivery } from '../interactions/fulfilment.js';
import { size } from '../interactions/options.js';
import { settings } from '../interactions/stores/settings.js';

const cook = (orderId) => `/myorder/${orderId}/cooking/start`;
const dispatch = (orderId) => `/myorder/delivery/${orderId}`;
const ready = (orderId) => `/myorder/${orderId}/cooking/complete`;
const arrive = (orderId) => `/myorder/delivery/${orderId}/complete`;

const card = { menuName: 'pizza3', menuType: 'pizza', description: 'pizzadesc', price: 99 };

const DAY = 24 * 60 * 60_000;
const tomorrow = () => new Date(Date.now() + DAY).toISOString();
const deliveryTomorrow = () => ({ ...delivery, wantedAt: tomorrow() });

/** Open for an hour in four days, so neither now nor tomorrow, whatever the time zone. */
const later = () => {
  const day = ((new Date().getUTCDay() + 3) % 7) + 1;
  return { hours: { weekly: [{ day, open: '10:00', close: '11:00' }] } };
};

const sized = { optionGroups: [size] };

/** The states that the contracts name, by name; what each resolves to fills the `${…}` of its interaction. */
export const statesIn = (world) => ({
  'a menu that waits for its store': () => world.offered(),
  'a menu on sale': () => world.sold(),
  'a menu that its store refused': () => world.refused(),
  'a store that says how it takes orders': () => world.withSettings(settings),
  'a store outside its hours': () => world.withSettings(later()),
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
  'a cart of alice, and a time tomorrow': async () => ({ ...(await world.filledCart()), wantedAt: tomorrow() }),
  'a cart of alice that says to whom and where': () => world.cartFor(delivery),
  'a cart of alice where a delivery has a fee': () => world.cartAt({ deliveryFee: 3.5 }),
  'a cart of alice where an address is insisted on': () => world.cartAt({ addressRequired: true }),
  'a cart of alice below the minimum': () => world.cartAt({ minimumOrder: 200 }),
  'a cart of alice outside the hours': () => world.cartAt(later()),
  'a cart of alice for a time outside the hours': () => world.cartAt(later(), deliveryTomorrow()),
  'a cart of alice for a quarter of an hour that is full': () => world.cartWithoutPlace(deliveryTomorrow()),
  'a paid order of alice': () => world.paid(),
  'an order of alice that says to whom and where': async () => world.paid(await world.cartFor(delivery)),
  'an order that waits to be picked up': async () =>
    world.stepped(await world.paid(await world.cartFor({ type: 'PICKUP' })), cook, ready),
  'an order of alice that waits for its store': () => world.waiting(),
  'an order that is cooked': () => world.ordered(cook),
  'an order on its way': () => world.ordered(cook, dispatch),
  'an order that has arrived': () => world.ordered(cook, dispatch, arrive),
  'the charge 900004-1 of 15000 was made': () => world.charged('900004-1', 15000),
  'the charge 900012-1 of 15000 was made without a currency': () => world.charged('900012-1', 15000, {}),
  'the charge 900007-1 of 15000 was made': () => world.charged('900007-1', 15000),
  'the charge 900008-1 of 15000 was made': () => world.charged('900008-1', 15000),
  'the charges 900010-1 and 900011-1 of 15000 were made': async () => {
    await world.charged('900010-1', 15000);
    return world.charged('900011-1', 15000);
  },
  'of the charge 900009-1 of 15000, 5000 was paid back': () => world.paidBack('900009-1', 15000, 5000),
});
