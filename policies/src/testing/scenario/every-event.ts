import { ANONYMOUS, cartStream, paymentStream } from '@doremi/domain';
import type { CommandContext } from '@doremi/command-api';
import type { Scenario } from './scenario.js';

const [office, manager, alice] = ['admin', 'store:2002', 'customer:alice'];
const small = { groupId: 'size', optionId: 'small' };
const size = { groupId: 'size', name: 'Size', options: [{ optionId: 'small', name: 'Small' }] };
const card = (menuName: string, price: number) => ({ menuName, menuType: 'pizza', description: '', price });

/** The context of what nobody asks for in a request: a sweep, or a payment provider that changes its mind. */
const byItself = (correlationId: string): CommandContext => {
  const now = new Date().toISOString();
  return {
    commandId: correlationId,
    actor: ANONYMOUS,
    correlationId,
    causationId: correlationId,
    now,
    repeatable: true,
  };
};

/** Everything that can happen, happens once at least. Every request has a name, which is its correlation id. */
export const everythingHappens = async (scenario: Scenario): Promise<void> => {
  await headOfficeAndStores(scenario);
  await anOrderIsDelivered(scenario);
  await paymentsGoWrong(scenario);
  await refundsAreAsked(scenario);
  await addsAreHeld(scenario);
  await menusAreTakenBack(scenario);
};

const headOfficeAndStores = async (scenario: Scenario): Promise<void> => {
  for (const storeId of [2001, 2002])
    await scenario.ask(`store ${storeId}`, office, 'POST /stores', { storeId, storeName: 'Doremi' });
  await scenario.ask('menu 1', office, 'POST /menus', card('pizza1', 150));
  await scenario.ask('menu 2', office, 'POST /menus', { ...card('pizza2', 150.02), storeIds: [2002] });
  await scenario.ask('menu 3', office, 'POST /menus', card('pizza3', 150.01));
  await scenario.ask('menu 4', office, 'POST /menus', { ...card('pizza4', 150.04), storeIds: [2002] });
  for (const menuId of [1, 2, 3, 4])
    await scenario.ask(`yes to ${menuId}`, manager, `POST /stores/2002/menus/${menuId}/approve`);
  await scenario.ask('no to 1', 'store:2001', 'POST /stores/2001/menus/1/reject', { reason: 'no oven' });
  await scenario.ask('no oven after all', 'store:2001', 'POST /stores/2001/menus/1/reject/withdraw');
  await scenario.ask('store 2003', office, 'POST /stores', { storeId: 2003, storeName: 'Doremi' });
  await scenario.ask('paused', office, 'PUT /stores/2003/status', { status: 'PAUSED' });
  await scenario.ask('revised 1', office, 'PUT /menus/1', { ...card('pizza1', 160), optionGroups: [size] });
  await scenario.ask('yes to the new 1', manager, 'POST /stores/2002/menus/1/approve', { revision: 2 });
  await scenario.ask('our price', manager, 'PUT /stores/2002/menus/1/price', { price: 155 });
  await scenario.ask('sold out', manager, 'POST /stores/2002/menus/1/sold-out');
  await scenario.ask('restocked', manager, 'POST /stores/2002/menus/1/restock');
  await scenario.ask('no small ones', manager, 'POST /stores/2002/menus/1/sold-out', small);
  await scenario.ask('small ones again', manager, 'POST /stores/2002/menus/1/restock', small);
};

/** A cart with one menu in it; its number is that of the scenario's cart. */
const cartWith = async (scenario: Scenario, name: string, menuId: number): Promise<number> => {
  const { cartId } = await scenario.ask(`${name} begins`, alice, 'POST /mycart/2002/create');
  await scenario.ask(`${name} adds`, alice, `POST /mycart/${Number(cartId)}/menu/${menuId}/add`);
  return Number(cartId);
};

const paidOrder = async (scenario: Scenario, name: string): Promise<number> => {
  const cartId = await cartWith(scenario, name, 1);
  await scenario.ask(`${name} orders`, alice, `POST /mycart/${cartId}/order`);
  return cartId;
};

const anOrderIsDelivered = async (scenario: Scenario): Promise<void> => {
  const id = await cartWith(scenario, 'delivered', 1);
  await scenario.ask('delivered adds more', alice, `POST /mycart/${id}/menu/2/add`);
  await scenario.ask('delivered removes', alice, `DELETE /mycart/${id}/lines/2`);
  await scenario.ask('delivered orders', alice, `POST /mycart/${id}/order`);
  await scenario.ask('delivered cooks', manager, `POST /myorder/${id}/cooking/start`);
  await scenario.ask('delivered cooked', manager, `POST /myorder/${id}/cooking/complete`);
  await scenario.ask('delivered recalled', manager, `POST /myorder/${id}/recall`, { reason: 'no cheese' });
  await scenario.ask('delivered leaves', manager, `POST /myorder/delivery/${id}`, { courier: 'kim' });
  await scenario.ask('delivered not at home', manager, `POST /myorder/delivery/${id}/fail`, { reason: 'nobody there' });
  await scenario.ask('delivered leaves again', manager, `POST /myorder/delivery/${id}`);
  await scenario.ask('delivered at last', manager, `POST /myorder/delivery/${id}/complete`);
};

const paymentsGoWrong = async (scenario: Scenario): Promise<void> => {
  const lost = await cartWith(scenario, 'lost answer', 2);
  await scenario.ask('lost answer orders', alice, `POST /mycart/${lost}/order`);
  const declined = await cartWith(scenario, 'declined', 3);
  await scenario.askInVain('declined orders', alice, `POST /mycart/${declined}/order`, 402);
  await scenario.aggregates.carts.handle(
    cartStream(declined),
    { type: 'ExpireCart', idleSeconds: 10, ttlSeconds: 1 },
    byItself('declined expires'),
  );
  const late = await cartWith(scenario, 'late', 4);
  await scenario.askInVain('late orders', alice, `POST /mycart/${late}/order`, 503);
  await scenario.askInVain('late orders again', alice, `POST /mycart/${late}/order`, 503);
  // What "surely nothing happened" rules out, and a payment provider may do all the same.
  const approval = { type: 'RecordApproval', attempt: 1, providerReference: 'ch_late' } as const;
  await scenario.aggregates.payments.handle(paymentStream(late), approval, byItself('late approval'));
  await scenario.deliver();
};

const refundsAreAsked = async (scenario: Scenario): Promise<void> => {
  const cancelled = await paidOrder(scenario, 'cancelled');
  await scenario.ask('cancelled at last', alice, `POST /myorder/${cancelled}/cancel`, { reason: 'too late' });
  const refunded = await paidOrder(scenario, 'refunded');
  await scenario.ask('refunded a part', office, `POST /payments/${refunded}/refund`, { amount: 10, reason: 'cold' });
  await scenario.ask('refunded in vain', office, `POST /payments/${refunded}/refund`, {
    amount: 0.05,
    reason: 'sorry',
  });
  await scenario.ask('refunded the rest', office, `POST /payments/${refunded}/refund`, { reason: 'never came' });
};

const addsAreHeld = async (scenario: Scenario): Promise<void> => {
  const { cartId } = await scenario.ask('held begins', alice, 'POST /mycart/2002/create');
  scenario.menuServiceProbe.busy = 'TOO_SLOW';
  const add = `POST /mycart/${Number(cartId)}/menu/1/add`;
  await scenario.ask('held first', alice, add);
  await scenario.ask('held second', alice, add);
  await scenario.ask('held cancelled', alice, `DELETE /mycart/${Number(cartId)}/holds/1`);
  await scenario.ask('held third', alice, add);
  scenario.menuServiceProbe.busy = null;
  // It comes to the policies' sweep that the service is back.
  const { last } = await scenario.aggregates.carts.load(cartStream(Number(cartId)));
  if (last) await scenario.reactingAnew()({ do: 'confirmHolds', cartId: Number(cartId) }, last);
  await scenario.ask('held orders', alice, `POST /mycart/${Number(cartId)}/order`);
};

const menusAreTakenBack = async (scenario: Scenario): Promise<void> => {
  await scenario.ask('withdrawn', office, 'DELETE /menus/2/offers/2002');
  await scenario.ask('deleted', office, 'DELETE /menus/3', { reason: 'out of season' });
  await scenario.ask('store 2004', office, 'POST /stores', { storeId: 2004, storeName: 'Doremi' });
};
