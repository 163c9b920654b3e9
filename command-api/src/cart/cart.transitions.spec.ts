import { played, testTransitions } from '@doremi/domain/testing';
import { describe } from '@jest/globals';
import { cart } from './cart.decider.js';
import { add, COMMANDS, confirm, create, expire, hold, order, remove } from './testing/cart.samples.js';

describe('cart', () => {
  const nothingLeft = { ConfirmHold: [], DropHold: [], ReopenCart: [], ConfirmPayment: [] } as const;
  const closed = {
    ...nothingLeft,
    CreateCart: 'CART_EXISTS',
    AddMenu: 'CART_CLOSED',
    HoldAdd: 'CART_CLOSED',
    CancelHold: 'CART_CLOSED',
    SetLineQuantity: 'CART_CLOSED',
    RemoveLine: 'CART_CLOSED',
    ChooseFulfilment: 'CART_CLOSED',
    OrderCart: 'CART_CLOSED',
    ExpireCart: 'CART_CLOSED',
  } as const;
  const open = {
    ...nothingLeft,
    CreateCart: 'CART_EXISTS',
    AddMenu: ['MenuAddedToCart'],
    HoldAdd: ['MenuAddHeld'],
    CancelHold: 'HOLD_NOT_FOUND',
    SetLineQuantity: 'LINE_NOT_FOUND',
    RemoveLine: 'LINE_NOT_FOUND',
    ChooseFulfilment: ['FulfilmentChosen'],
    OrderCart: 'CART_EMPTY',
    ExpireCart: ['CartExpired'],
  } as const;

  testTransitions({
    decider: cart,
    statusOf: ({ status }) => status,
    situations: {
      NONE: [],
      BLANK: played(cart, create),
      'BLANK, with a hold': played(cart, create, hold),
      'BLANK, with nothing left': played(cart, create, add, hold, COMMANDS.CancelHold, remove),
      MENUADDED: played(cart, create, add),
      'MENUADDED, with a hold': played(cart, create, add, hold),
      ORDERED: played(cart, create, add, order),
      PAID: played(cart, create, add, order, confirm),
      EXPIRED: played(cart, create, add, hold, expire),
    },
    commands: COMMANDS,
    table: {
      NONE: {
        CreateCart: ['CartCreated'],
        AddMenu: 'CART_NOT_FOUND',
        HoldAdd: 'CART_NOT_FOUND',
        ConfirmHold: 'CART_NOT_FOUND',
        DropHold: 'CART_NOT_FOUND',
        CancelHold: 'CART_NOT_FOUND',
        SetLineQuantity: 'CART_NOT_FOUND',
        RemoveLine: 'CART_NOT_FOUND',
        ChooseFulfilment: 'CART_NOT_FOUND',
        OrderCart: 'CART_NOT_FOUND',
        ReopenCart: 'CART_NOT_FOUND',
        ConfirmPayment: 'CART_NOT_FOUND',
        ExpireCart: 'CART_NOT_FOUND',
      },
      BLANK: open,
      'BLANK, with a hold': {
        ...open,
        ConfirmHold: ['HeldMenuAdded'],
        DropHold: ['HeldMenuDropped'],
        CancelHold: ['HeldMenuDropped'],
        OrderCart: 'CART_HAS_HOLDS',
        ExpireCart: ['HeldMenuDropped', 'CartExpired'],
      },
      'BLANK, with nothing left': { ...open, CancelHold: [], RemoveLine: [] },
      MENUADDED: {
        ...open,
        SetLineQuantity: ['LineQuantityChanged'],
        RemoveLine: ['MenuRemovedFromCart'],
        OrderCart: ['CartOrdered'],
      },
      'MENUADDED, with a hold': {
        ...open,
        ConfirmHold: ['HeldMenuAdded'],
        DropHold: ['HeldMenuDropped'],
        CancelHold: ['HeldMenuDropped'],
        SetLineQuantity: ['LineQuantityChanged'],
        RemoveLine: ['MenuRemovedFromCart'],
        OrderCart: 'CART_HAS_HOLDS',
        ExpireCart: ['HeldMenuDropped', 'CartExpired'],
      },
      ORDERED: { ...closed, OrderCart: [], ReopenCart: ['CartReopened'], ConfirmPayment: ['CartPaid'] },
      PAID: closed,
      EXPIRED: { ...closed, ExpireCart: [] },
    },
  });
});
