import { cartStream, orderStream, paymentStream } from '@doremi/domain';
import { expect } from '@jest/globals';
import { race, theOneWinner, typesOf, type Ids, type Outcome } from './race.js';
import { filled, paid, waiting } from './situations.js';

const order = (ids: Ids): ['customer:alice', 'POST', string] => [
  'customer:alice',
  'POST',
  `/mycart/${ids.cartId}/order`,
];

/** Every event of an attempt tells which request led to it: that of the tab that ordered. */
const expectOneCorrelation = async ({ ids: { cartId }, stream }: Outcome): Promise<void> => {
  const events = await stream(cartStream(cartId));
  const attempts = events.filter(({ type }) => type === 'CartOrdered');
  const payments = await stream(paymentStream(cartId));
  for (const { data, metadata } of attempts) {
    const { attempt } = data as { attempt: number };
    const isOfIt = (event: { data: object }) => (event.data as { attempt?: number }).attempt === attempt;
    const led = [...events, ...payments].filter(isOfIt).map((event) => event.metadata.$correlationId);
    expect(new Set(led)).toEqual(new Set([metadata.$correlationId]));
  }
};

/**
 * One of them orders. The other comes while that is under way and brings it to its end as well, so that both are told of
 * the same order; or it comes afterwards and is told that the cart is paid. Either way there is one charge and one order.
 */
export const twoTabs = race({
  name: 'two tabs order one cart',
  given: filled(),
  contenders: {
    left: ({ ask }, ids) => ask(...order(ids)),
    right: ({ ask }, ids) => ask(...order(ids)),
  },
  endings: ['both saw it through', 'left, and right was told', 'right, and left was told'],
  verdict: async (outcome) => {
    const { ids, answers, stream, charges } = outcome;
    const { cartId } = ids;
    const done = (type: string) => (types: readonly string[]) => types.filter((one) => one === type);
    const inCart = typesOf(await stream(cartStream(cartId)));
    expect(inCart.slice(-2)).toEqual(['CartOrdered', 'CartPaid']);
    expect(done('CartOrdered')(inCart)).toHaveLength(1);
    const inPayment = typesOf(await stream(paymentStream(cartId)));
    for (const type of ['PaymentRequested', 'PaymentApproved']) expect(done(type)(inPayment)).toHaveLength(1);
    expect(typesOf(await stream(orderStream(cartId)))).toEqual(['OrderReceived', 'OrderAccepted']);
    expect(await charges()).toEqual([`${cartId}-1`]);
    await expectOneCorrelation(outcome);
    const told = Object.entries(answers).filter(([, { status }]) => status !== 201);
    const saw = Object.entries(answers).filter(([, { status }]) => status === 201);
    for (const [, { body }] of saw) expect(body).toMatchObject({ orderId: cartId, cartStatus: 'PAID', total: 150 });
    for (const [, answer] of told)
      expect(answer).toMatchObject({ status: 409, body: { code: 'CART_CLOSED', currentStatus: 'PAID' } });
    expect(saw).not.toEqual([]);
    return told.length === 0 ? 'both saw it through' : `${saw[0]?.[0]}, and ${told[0]?.[0]} was told`;
  },
});

/** Nobody wins: each is told that the card was declined, of one attempt or of two, and the cart is open again. */
export const twoTabsDeclined = race({
  name: 'two tabs order one cart with a card that is declined',
  given: filled(150.01),
  contenders: twoTabs.contenders,
  endings: ['one attempt', 'two attempts'],
  verdict: async (outcome) => {
    const { ids, answers, stream, charges } = outcome;
    for (const answer of Object.values(answers))
      expect(answer).toMatchObject({ status: 402, body: { code: 'PAYMENT_DECLINED', reason: 'CARD_DECLINED' } });
    const inCart = typesOf(await stream(cartStream(ids.cartId))).slice(2);
    const attempts = inCart.filter((type) => type === 'CartOrdered').length;
    expect(inCart).toEqual(Array.from({ length: attempts }, () => ['CartOrdered', 'CartReopened']).flat());
    expect(await stream(orderStream(ids.cartId))).toEqual([]);
    expect(await charges()).toEqual([]);
    await expectOneCorrelation(outcome);
    return attempts === 1 ? 'one attempt' : 'two attempts';
  },
});

/** A customer may cancel until the store has started. */
export const cancelAndCook = race({
  name: 'a customer cancels while the store starts cooking',
  given: paid,
  contenders: {
    cancel: ({ ask }, { cartId }) => ask('customer:alice', 'POST', `/myorder/${cartId}/cancel`, { reason: 'too late' }),
    cook: ({ ask }, { storeId, cartId }) => ask(`store:${storeId}`, 'POST', `/myorder/${cartId}/cooking/start`),
  },
  endings: ['cancel', 'cook'],
  verdict: (outcome) =>
    theOneWinner(outcome, orderStream(outcome.ids.cartId), {
      cancel: {
        event: 'OrderCancelled',
        loserIsTold: { code: 'ORDER_STEP_NOT_ALLOWED', currentStatus: 'CANCELLED', allowed: [] },
      },
      cook: {
        event: 'CookingStarted',
        loserIsTold: { code: 'ORDER_STEP_NOT_ALLOWED', currentStatus: 'COOKING', allowed: [] },
      },
    }),
});

/** A store's answer takes nothing from the customer: whoever comes first, the order ends cancelled. */
export const cancelAndAccept = race({
  name: 'a customer cancels while the store accepts',
  given: waiting,
  contenders: {
    cancel: ({ ask }, { cartId }) => ask('customer:alice', 'POST', `/myorder/${cartId}/cancel`, { reason: 'too late' }),
    accept: ({ ask }, { storeId, cartId }) => ask(`store:${storeId}`, 'POST', `/myorder/${cartId}/accept`),
  },
  endings: ['cancelled', 'accepted, then cancelled'],
  verdict: async ({ ids: { cartId }, answers, stream }) => {
    expect(answers.cancel).toMatchObject({ status: 200, body: { status: 'CANCELLED' } });
    const [, ...types] = typesOf(await stream(orderStream(cartId)));
    const isAccepted = answers.accept.status === 200;
    expect(types).toEqual(isAccepted ? ['OrderAccepted', 'OrderCancelled'] : ['OrderCancelled']);
    const told = { status: 409, body: { code: 'ORDER_STEP_NOT_ALLOWED', currentStatus: 'CANCELLED', allowed: [] } };
    if (!isAccepted) expect(answers.accept).toMatchObject(told);
    return isAccepted ? 'accepted, then cancelled' : 'cancelled';
  },
});

/** What is paid back in full before anybody cooks is cancelled; afterwards the refund is only that. */
export const refundAndCook = race({
  name: 'head office gives all back while the store starts cooking',
  given: waiting,
  contenders: {
    refund: ({ ask }, { cartId }) => ask('admin', 'POST', `/payments/${cartId}/refund`, { reason: 'by mistake' }),
    cook: ({ ask }, { storeId, cartId }) => ask(`store:${storeId}`, 'POST', `/myorder/${cartId}/cooking/start`),
  },
  endings: ['cancelled', 'cooked'],
  verdict: async ({ ids: { cartId }, answers, stream }) => {
    expect(answers.refund).toMatchObject({ status: 200, body: { refundable: 0 } });
    const [, ...types] = typesOf(await stream(orderStream(cartId)));
    const isCooked = answers.cook.status === 200;
    expect(types).toEqual(isCooked ? ['OrderAccepted', 'CookingStarted'] : ['OrderCancelled']);
    const requested = (await stream(paymentStream(cartId))).filter(({ type }) => type === 'RefundRequested');
    const reason = isCooked ? 'by mistake' : 'ORDER_CANCELLED';
    expect(requested.map(({ data }) => data)).toMatchObject([{ reason, amount: 15_000 }]);
    return isCooked ? 'cooked' : 'cancelled';
  },
});

const refund = ({ cartId }: Ids, reason: string): ['admin', 'POST', string, object] => [
  ...(['admin', 'POST', `/payments/${cartId}/refund`] as const),
  { amount: 100, reason },
];

/** Each of them alone could be; together they are more than was paid. */
export const twoRefunds = race({
  name: 'two refunds that are too much together',
  given: paid,
  contenders: {
    first: ({ ask }, ids) => ask(...refund(ids, 'cold')),
    second: ({ ask }, ids) => ask(...refund(ids, 'late')),
  },
  endings: ['first', 'second'],
  verdict: async (outcome) => {
    const loserIsTold = { code: 'REFUND_TOO_HIGH', left: 50 };
    const wins = { event: 'RefundRequested', loserIsTold };
    const { ids, stream, answers } = outcome;
    const [one, ...more] = (await stream(paymentStream(ids.cartId))).filter(({ type }) => type === 'RefundRequested');
    expect(more).toEqual([]);
    const winner = await theOneWinner({ ...outcome, answers }, paymentStream(ids.cartId), {
      first: wins,
      second: wins,
    });
    expect(one?.data).toMatchObject({ amount: 10000, reason: winner === 'first' ? 'cold' : 'late' });
    return winner;
  },
});

/** Whoever cancels the order asks back what it paid; to the other one nothing is left, however early that was seen. */
export const twoFullRefunds = race({
  name: 'head office gives all back twice',
  given: waiting,
  contenders: {
    seen: ({ ask }, { cartId }) =>
      ask('admin', 'POST', `/payments/${cartId}/refund`, { amount: 150, reason: 'by mistake' }),
    all: ({ ask }, { cartId }) => ask('admin', 'POST', `/payments/${cartId}/refund`, { reason: 'by mistake' }),
  },
  endings: ['seen', 'all'],
  verdict: async (outcome) => {
    const wins = { event: 'RefundRequested', loserIsTold: { code: 'REFUND_TOO_HIGH', left: 0 } };
    const { ids, stream } = outcome;
    expect(typesOf(await stream(orderStream(ids.cartId)))).toEqual(['OrderReceived', 'OrderCancelled']);
    return theOneWinner(outcome, paymentStream(ids.cartId), { seen: wins, all: wins });
  },
});
