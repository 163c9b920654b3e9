/**
 * Ways to break a contract. Each takes one interaction of it and changes the provider's answer, or what the consumer wants;
 * `says` is what the verification then has to say.
 */
export const tampered = [
  {
    title: 'a field of an answer is gone',
    pact: 'gateway-query-api',
    interaction: 'a menu, right after a command',
    answer: ({ body }) => delete body.menuName,
    says: /missing the following keys: menuName/,
  },
  {
    title: 'a field of an answer has another name',
    pact: 'gateway-command-api',
    interaction: 'a customer takes a cart',
    answer: ({ body }) => {
      body.cart_id = body.cartId;
      delete body.cartId;
    },
    says: /missing the following keys: cartId/,
  },
  {
    title: 'money comes as text',
    pact: 'gateway-query-api',
    interaction: 'a payment',
    answer: ({ body }) => (body.amount = String(body.amount)),
    says: /\$\.amount.*to be a number/,
  },
  {
    title: 'an id within a list is no whole number any more',
    pact: 'gateway-query-api',
    interaction: 'the open orders of a store',
    answer: ({ body }) => (body.items[0].lines[0].menuId += 0.5),
    says: /lines\[0\]\.menuId.*integer/i,
  },
  {
    title: 'what may be nothing is something',
    pact: 'gateway-query-api',
    interaction: 'a store',
    answer: ({ body }) => (body.until = ''),
    says: /\$\.until/,
  },
  {
    title: 'a refusal has another code',
    pact: 'gateway-command-api',
    interaction: 'an empty cart is ordered',
    answer: ({ body }) => (body.code = 'EMPTY_CART'),
    says: /\$\.code/,
  },
  {
    title: 'a command no longer says where its events are',
    pact: 'gateway-command-api',
    interaction: 'a menu is deleted',
    answer: ({ headers }) => delete headers['x-event-position'],
    says: /Expected header.*X-Event-Position/,
  },
  {
    title: 'the menu service has nothing at this address any more',
    pact: 'command-api-query-api',
    interaction: 'a menu that is about to be added to a cart',
    answer: (told) => (told.status = 404),
    says: /expected.*200.*but was.*404/,
  },
  {
    title: 'the card company numbers its charges',
    pact: 'command-api-payment-provider',
    interaction: 'a charge',
    answer: ({ body }) => (body.id = 1),
    says: /\$\.id/,
  },
  {
    title: 'the card company lists a charge without its key',
    pact: 'command-api-payment-provider',
    interaction: 'all that was charged or declined',
    answer: ({ body }) => delete body.items[0].idempotencyKey,
    says: /idempotencyKey/,
  },
  {
    title: 'the consumer wants a field that nobody sends',
    pact: 'gateway-command-api',
    interaction: 'a customer takes a cart',
    contract: ({ response }) => (response.body.tableNumber = 4),
    says: /missing the following keys: tableNumber/,
  },
  {
    title: 'the consumer sends a field that nobody takes',
    pact: 'gateway-command-api',
    interaction: 'a menu is registered',
    contract: ({ request }) => {
      request.body.spicy = true;
      request.headers['Idempotency-Key'] = 'register-spicy';
    },
    says: /expected.*201.*but was.*400/,
  },
];
