import { sizedCard } from '@doremi/domain/testing';
import fc from 'fast-check';
import type { StoreMenuCommand } from '../store-menu.decider.js';
import { by, card, ids, MORNING, NOON, ONE } from './store-menu.samples.js';

const number = fc.integer({ min: 1, max: 6 });
const revision = fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined });
const price = fc.constantFrom(1000, 2000, 3000);
const optionId = fc.constantFrom('small', 'large');
const optionGroups = fc.constantFrom([], sizedCard.optionGroups);
const ownPrice = fc.option(price, { nil: undefined });
export const anyOffer = fc.oneof(
  fc
    .record({ type: fc.constant('ReceiveOffer' as const), offer: number, revision: number, price, optionGroups })
    .map((given) => ({ ...ids, ...card, ...given })),
  fc.record({ type: fc.constant('Delist' as const), offer: number, reason: fc.constant('x') }).map((given) => ({
    ...ids,
    ...given,
  })),
);
/** Any command to one store menu, also such as make no sense. */
export const anyStoreMenuCommand: fc.Arbitrary<StoreMenuCommand> = fc.oneof(
  anyOffer,
  fc.record({ type: fc.constant('ApproveMenu' as const), revision, price: ownPrice, by: fc.constant(by) }),
  fc.record({ type: fc.constant('RejectMenu' as const), revision, by: fc.constant(by), reason: fc.constant('x') }),
  fc.constant({ type: 'WithdrawRejection' as const, by }),
  fc.constant({ type: 'DelistOwn' as const, reason: 'x' }),
  fc.record({ type: fc.constant('SetStorePrice' as const), price }),
  fc.record({
    type: fc.constant('SellOut' as const),
    until: fc.constantFrom(null, NOON, ONE),
    now: fc.constant(MORNING),
  }),
  fc.constant({ type: 'Restock' as const }),
  fc
    .record({ type: fc.constant('SellOutOption' as const), until: fc.constantFrom(null, NOON, ONE), optionId })
    .map((given) => ({ ...given, groupId: 'size', now: MORNING })),
  fc.record({ type: fc.constant('RestockOption' as const), groupId: fc.constant('size'), optionId }),
);
