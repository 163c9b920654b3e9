import { menuStream, storeMenuStream } from '@doremi/domain';
import { expect } from '@jest/globals';
import { race, theOneWinner, typesOf, type Ids } from './race.js';
import { filled, offered } from './situations.js';

const path = ({ storeId, menuId }: Ids): string => `/stores/${storeId}/menus/${menuId}`;
const manager = ({ storeId }: Ids): string => `store:${storeId}`;

/** Both answer the only revision that waits, so one of them comes too late. */
export const twoManagers = race({
  name: 'two managers answer the same revision',
  given: offered(),
  contenders: {
    approve: ({ ask }, ids) => ask(manager(ids), 'POST', `${path(ids)}/approve`, { revision: 1 }),
    reject: ({ ask }, ids) => ask(manager(ids), 'POST', `${path(ids)}/reject`, { revision: 1, reason: 'too spicy' }),
  },
  endings: ['approve', 'reject'],
  verdict: (outcome) =>
    theOneWinner(outcome, storeMenuStream(outcome.ids.storeId, outcome.ids.menuId), {
      approve: {
        event: 'MenuApproved',
        loserIsTold: { code: 'NOTHING_TO_CONFIRM', currentStatus: 'APPROVED', liveRevision: 1 },
      },
      reject: {
        event: 'MenuRejected',
        loserIsTold: { code: 'NOTHING_TO_CONFIRM', currentStatus: 'REJECTED', liveRevision: null },
      },
    }),
});

/**
 * Head office never waits for a store, so its revision always goes through. The approval wins where it is on the stream
 * before the newer offer: then that one waits beside it. Else it is refused, and nothing is on sale unseen.
 */
export const approvalAndNewerOffer = race({
  name: 'an approval against a newer offer',
  given: offered(),
  contenders: {
    approve: ({ ask }, ids) => ask(manager(ids), 'POST', `${path(ids)}/approve`, { revision: 1 }),
    revise: async ({ ask, react }, { menuId }) => {
      const card = { menuName: 'pizza3', menuType: 'pizza', description: 'hotter', price: 170 };
      const revised = await ask('admin', 'PUT', `/menus/${menuId}`, card);
      await react(menuStream(menuId));
      return revised;
    },
  },
  endings: ['approved first', 'offered first'],
  verdict: async ({ ids, answers: { approve, revise }, stream }) => {
    expect(revise).toMatchObject({ status: 200, body: { revision: 2 } });
    const events = await stream(storeMenuStream(ids.storeId, ids.menuId));
    const newest = events.filter(({ type }) => type === 'MenuConfirmationRequested').at(-1);
    expect(newest?.data).toMatchObject({ revision: 2, price: 17000 });
    if (approve.status === 200) {
      expect(typesOf(events)).toEqual(['MenuConfirmationRequested', 'MenuApproved', 'MenuConfirmationRequested']);
      expect(events[1]?.data).toMatchObject({ revision: 1, price: 15000 });
      return 'approved first';
    }
    expect(approve).toMatchObject({
      status: 409,
      body: { code: 'REVISION_NOT_WAITING', currentStatus: 'REGISTERED', liveRevision: null, pendingRevision: 2 },
    });
    expect(typesOf(events)).not.toContain('MenuApproved');
    return 'offered first';
  },
});

/**
 * A menu can be deleted whatever the stores say, and in the end it is sold nowhere. The manager is told "approved" only
 * where that is on the stream before the delisting; whoever asks when it is deleted already is refused.
 */
export const deletionAndApproval = race({
  name: 'a deletion against an approval',
  given: offered(),
  contenders: {
    remove: async ({ ask, react }, { menuId }) => {
      const deleted = await ask('admin', 'DELETE', `/menus/${menuId}`, { reason: 'out of season' });
      await react(menuStream(menuId));
      return deleted;
    },
    approve: ({ ask }, ids) => ask(manager(ids), 'POST', `${path(ids)}/approve`, { revision: 1 }),
  },
  endings: ['approved first', 'deleted first'],
  verdict: async ({ ids, answers: { approve, remove }, stream, trace }) => {
    expect(remove.status).toBe(204);
    const types = typesOf(await stream(storeMenuStream(ids.storeId, ids.menuId)));
    expect(types.at(-1)).toBe('MenuDelisted');
    const isDeletedWhenAsked = comesBefore(trace, `remove append ${menuStream(ids.menuId)}`, 'approve read');
    if (approve.status === 200) {
      expect(types).toEqual(['MenuConfirmationRequested', 'MenuApproved', 'MenuDelisted']);
      expect(isDeletedWhenAsked).not.toBe(true);
      return 'approved first';
    }
    expect(approve).toMatchObject({
      status: 409,
      body: { code: 'NOTHING_TO_CONFIRM', currentStatus: 'DELISTED', liveRevision: null, pendingRevision: null },
    });
    expect(types).not.toContain('MenuApproved');
    return 'deleted first';
  },
});

/** Who orders looks at each menu once; what is sold out after that look was ordered before it. */
export const soldOutAndOrder = race({
  name: 'sold out against ordering',
  given: filled(),
  contenders: {
    sellOut: ({ ask }, ids) => ask(manager(ids), 'POST', `${path(ids)}/sold-out`),
    order: ({ ask }, { cartId }) => ask('customer:alice', 'POST', `/mycart/${cartId}/order`),
  },
  endings: ['ordered first', 'sold out first'],
  verdict: async ({ ids, answers: { sellOut, order }, stream, charges, trace }) => {
    expect(sellOut).toMatchObject({ status: 200, body: { available: false } });
    const name = storeMenuStream(ids.storeId, ids.menuId);
    const isSoldOutWhenLooked = comesBefore(trace, `sellOut append ${name}`, `order read ${name}`);
    const events = await stream(`order-${ids.cartId}`);
    if (order.status === 201) {
      expect(isSoldOutWhenLooked).not.toBe(true);
      expect(typesOf(events)).toEqual(['OrderReceived', 'OrderAccepted']);
      expect(await charges()).toEqual([`${ids.cartId}-1`]);
      return 'ordered first';
    }
    expect(order).toMatchObject({
      status: 409,
      body: { code: 'CART_OUTDATED', differences: [{ menuId: ids.menuId, reason: 'MENU_SOLD_OUT' }] },
    });
    expect(isSoldOutWhenLooked).not.toBe(false);
    expect(events).toEqual([]);
    expect(await charges()).toEqual([]);
    return 'sold out first';
  },
});

/** Whether something took effect before anything of the other kind did; undefined where nobody kept a trace. */
const comesBefore = (trace: readonly string[] | undefined, first: string, others: string): boolean | undefined =>
  trace
    ?.slice(
      0,
      trace.findIndex((one) => one.startsWith(others)),
    )
    .includes(first);
