import { played } from '@doremi/shared/testing/given';
import { testTransitions } from '@doremi/shared/testing/transitions';
import { describe } from '@jest/globals';
import { storeMenu } from './store-menu.decider.js';
import {
  APPROVED,
  BOTH,
  by,
  card,
  delist,
  ids,
  MORNING,
  offer,
  reject,
  sellOut,
} from './testing/store-menu.samples.js';

describe('store menu', () => {
  testTransitions({
    decider: storeMenu,
    statusOf: ({ status }) => status,
    situations: {
      NONE: [],
      REGISTERED: played(storeMenu, offer(1, 1)),
      APPROVED: played(storeMenu, ...APPROVED),
      'APPROVED, and sold out': played(storeMenu, ...APPROVED, sellOut()),
      'APPROVED, and a revision waits': played(storeMenu, ...BOTH),
      REJECTED: played(storeMenu, offer(1, 1), reject()),
      DELISTED: played(storeMenu, ...APPROVED, delist(2)),
    },
    commands: {
      ReceiveOffer: { type: 'ReceiveOffer', ...ids, ...card, offer: 5, revision: 3 },
      ApproveMenu: { type: 'ApproveMenu', by },
      RejectMenu: { type: 'RejectMenu', reason: 'too dear', by },
      SetStorePrice: { type: 'SetStorePrice', price: 17000 },
      SellOut: { type: 'SellOut', until: null, now: MORNING },
      Restock: { type: 'Restock' },
      Delist: { type: 'Delist', ...ids, offer: 5, reason: 'withdrawn' },
    },
    table: {
      NONE: {
        ReceiveOffer: ['MenuConfirmationRequested'],
        ApproveMenu: 'STORE_MENU_NOT_FOUND',
        RejectMenu: 'STORE_MENU_NOT_FOUND',
        SetStorePrice: 'STORE_MENU_NOT_FOUND',
        SellOut: 'STORE_MENU_NOT_FOUND',
        Restock: 'STORE_MENU_NOT_FOUND',
        Delist: ['MenuDelisted'],
      },
      REGISTERED: {
        ReceiveOffer: ['MenuConfirmationRequested'],
        ApproveMenu: ['MenuApproved'],
        RejectMenu: ['MenuRejected'],
        SetStorePrice: 'MENU_NOT_LIVE',
        SellOut: 'MENU_NOT_LIVE',
        Restock: 'MENU_NOT_LIVE',
        Delist: ['MenuDelisted'],
      },
      APPROVED: {
        ReceiveOffer: ['MenuConfirmationRequested'],
        ApproveMenu: 'REVISION_REQUIRED',
        RejectMenu: 'NOTHING_TO_CONFIRM',
        SetStorePrice: ['StorePriceSet'],
        SellOut: ['MenuSoldOut'],
        Restock: [],
        Delist: ['MenuDelisted'],
      },
      'APPROVED, and sold out': {
        ReceiveOffer: ['MenuConfirmationRequested'],
        ApproveMenu: 'REVISION_REQUIRED',
        RejectMenu: 'NOTHING_TO_CONFIRM',
        SetStorePrice: ['StorePriceSet'],
        SellOut: [],
        Restock: ['MenuRestocked'],
        Delist: ['MenuDelisted'],
      },
      'APPROVED, and a revision waits': {
        ReceiveOffer: ['MenuConfirmationRequested'],
        ApproveMenu: 'REVISION_REQUIRED',
        RejectMenu: ['MenuRejected'],
        SetStorePrice: ['StorePriceSet'],
        SellOut: ['MenuSoldOut'],
        Restock: [],
        Delist: ['MenuDelisted'],
      },
      REJECTED: {
        ReceiveOffer: ['MenuConfirmationRequested'],
        ApproveMenu: 'NOTHING_TO_CONFIRM',
        RejectMenu: [],
        SetStorePrice: 'MENU_NOT_LIVE',
        SellOut: 'MENU_NOT_LIVE',
        Restock: 'MENU_NOT_LIVE',
        Delist: ['MenuDelisted'],
      },
      DELISTED: {
        ReceiveOffer: ['MenuConfirmationRequested'],
        ApproveMenu: 'NOTHING_TO_CONFIRM',
        RejectMenu: 'NOTHING_TO_CONFIRM',
        SetStorePrice: 'MENU_NOT_LIVE',
        SellOut: 'MENU_NOT_LIVE',
        Restock: 'MENU_NOT_LIVE',
        Delist: ['MenuDelisted'],
      },
    },
  });
});
