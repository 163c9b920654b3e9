import { cartStream, paymentStream } from '@doremi/shared/events/streams';
import { ANONYMOUS } from '@doremi/shared/kernel/actor';
import type { CommandContext } from '@doremi/command-api/handle/context';
import type { Story } from './story.js';

const [office, manager, alice] = ['admin', 'store:2002', 'customer:alice'];
const card = (menuName: string, price: number) => ({ menuName, menuType: 'pizza', description: '', price });

/** The context of what nobody asks for in a request: a sweep, or a card company that changes its mind. */
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
export const aDay = async (story: Story): Promise<void> => {
  await headOfficeAndStores(story);
  await anOrderIsDelivered(story);
  await paymentsGoWrong(story);
  await refundsAreAsked(story);
  await addsAreHeld(story);
  await menusAreTakenBack(story);
};

const headOfficeAndStores = async (story: Story): Promise<void> => {
  for (const storeId of [2001, 2002])
    await story.ask(`store ${storeId}`, office, 'POST /stores', { storeId, storeName: 'Doremi' });
  await story.ask('menu 1', office, 'POST /menus', card('pizza1', 150));
  await story.ask('menu 2', office, 'POST /menus', { ...card('pizza2', 150.02), storeIds: [2002] });
  await story.ask('menu 3', office, 'POST /menus', card('pizza3', 150.01));
  await story.ask('menu 4', office, 'POST /menus', { ...card('pizza4', 150.04), storeIds: [2002] });
  for (const menuId of [1, 2, 3, 4])
    await story.ask(`yes to ${menuId}`, manager, `POST /stores/2002/menus/${menuId}/approve`);
  await story.ask('no to 1', 'store:2001', 'POST /stores/2001/menus/1/reject', { reason: 'no oven' });
  await story.ask('store 2003', office, 'POST /stores', { storeId: 2003, storeName: 'Doremi' });
  await story.ask('paused', office, 'PUT /stores/2003/status', { status: 'PAUSED' });
  await story.ask('revised 1', office, 'PUT /menus/1', card('pizza1', 160));
  await story.ask('yes to the new 1', manager, 'POST /stores/2002/menus/1/approve', { revision: 2 });
  await story.ask('our price', manager, 'PUT /stores/2002/menus/1/price', { price: 155 });
  await story.ask('sold out', manager, 'POST /stores/2002/menus/1/sold-out');
  await story.ask('restocked', manager, 'POST /stores/2002/menus/1/restock');
};

/** A cart with one menu in it; its number is that of the story's cart. */
const cartWith = async (story: Story, name: string, menuId: number): Promise<number> => {
  const { cartId } = await story.ask(`${name} begins`, alice, 'POST /mycart/2002/create');
  await story.ask(`${name} adds`, alice, `POST /mycart/${Number(cartId)}/menu/${menuId}/add`);
  return Number(cartId);
};

const paidOrder = async (story: Story, name: string): Promise<number> => {
  const cartId = await cartWith(story, name, 1);
  await story.ask(`${name} orders`, alice, `POST /mycart/${cartId}/order`);
  return cartId;
};

const anOrderIsDelivered = async (story: Story): Promise<void> => {
  const id = await cartWith(story, 'delivered', 1);
  await story.ask('delivered adds more', alice, `POST /mycart/${id}/menu/2/add`);
  await story.ask('delivered removes', alice, `DELETE /mycart/${id}/lines/2`);
  await story.ask('delivered orders', alice, `POST /mycart/${id}/order`);
  await story.ask('delivered cooks', manager, `POST /myorder/${id}/cooking/start`);
  await story.ask('delivered cooked', manager, `POST /myorder/${id}/cooking/complete`);
  await story.ask('delivered recalled', manager, `POST /myorder/${id}/recall`, { reason: 'no cheese' });
  await story.ask('delivered leaves', manager, `POST /myorder/delivery/${id}`, { courier: 'kim' });
  await story.ask('delivered not at home', manager, `POST /myorder/delivery/${id}/fail`, { reason: 'nobody there' });
  await story.ask('delivered leaves again', manager, `POST /myorder/delivery/${id}`);
  await story.ask('delivered at last', manager, `POST /myorder/delivery/${id}/complete`);
};

const paymentsGoWrong = async (story: Story): Promise<void> => {
  const lost = await cartWith(story, 'lost answer', 2);
  await story.ask('lost answer orders', alice, `POST /mycart/${lost}/order`);
  const declined = await cartWith(story, 'declined', 3);
  await story.askInVain('declined orders', alice, `POST /mycart/${declined}/order`, 402);
  await story.aggregates.carts.handle(
    cartStream(declined),
    { type: 'ExpireCart', idleSeconds: 10, ttlSeconds: 1 },
    byItself('declined expires'),
  );
  const late = await cartWith(story, 'late', 4);
  await story.askInVain('late orders', alice, `POST /mycart/${late}/order`, 503);
  await story.askInVain('late orders again', alice, `POST /mycart/${late}/order`, 503);
  // What "surely nothing happened" rules out, and a card company may do all the same.
  const approval = { type: 'RecordApproval', attempt: 1, providerReference: 'ch_late' } as const;
  await story.aggregates.payments.handle(paymentStream(late), approval, byItself('late approval'));
  await story.deliver();
};

const refundsAreAsked = async (story: Story): Promise<void> => {
  const cancelled = await paidOrder(story, 'cancelled');
  await story.ask('cancelled at last', alice, `POST /myorder/${cancelled}/cancel`, { reason: 'too late' });
  const refunded = await paidOrder(story, 'refunded');
  await story.ask('refunded a part', office, `POST /payments/${refunded}/refund`, { amount: 10, reason: 'cold' });
  await story.ask('refunded in vain', office, `POST /payments/${refunded}/refund`, { amount: 0.05, reason: 'sorry' });
  await story.ask('refunded the rest', office, `POST /payments/${refunded}/refund`, { reason: 'never came' });
};

const addsAreHeld = async (story: Story): Promise<void> => {
  const { cartId } = await story.ask('held begins', alice, 'POST /mycart/2002/create');
  story.menuService.busy = 'TOO_SLOW';
  const add = `POST /mycart/${Number(cartId)}/menu/1/add`;
  await story.ask('held first', alice, add);
  await story.ask('held second', alice, add);
  await story.ask('held cancelled', alice, `DELETE /mycart/${Number(cartId)}/holds/1`);
  await story.ask('held third', alice, add);
  story.menuService.busy = null;
  // It comes to the policies' sweep that the service is back.
  const { last } = await story.aggregates.carts.load(cartStream(Number(cartId)));
  if (last) await story.reactingAnew()({ do: 'settleHolds', cartId: Number(cartId) }, last);
  await story.ask('held orders', alice, `POST /mycart/${Number(cartId)}/order`);
};

const menusAreTakenBack = async (story: Story): Promise<void> => {
  await story.ask('withdrawn', office, 'DELETE /menus/2/offers/2002');
  await story.ask('deleted', office, 'DELETE /menus/3', { reason: 'out of season' });
  await story.ask('store 2004', office, 'POST /stores', { storeId: 2004, storeName: 'Doremi' });
};
