import { PLAIN_CARD } from '@doremi/domain';
import fc from 'fast-check';
import type { MenuCommand } from '../menu.decider.js';

export const card = { menuName: 'pizza3', menuType: 'pizza', description: 'pizzadesc', price: 15000, ...PLAIN_CARD };
export const register = { type: 'RegisterMenu', menuId: 1, audience: 'all', ...card } as const;
export const remove: MenuCommand = { type: 'DeleteMenu', reason: 'season over' };

const price = fc.constantFrom(100, 200);
const storeIds = fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 3 });
const audience = fc.oneof(fc.constant('all' as const), storeIds);
/** Any command to one menu, also such as make no sense. */
export const anyMenuCommand: fc.Arbitrary<MenuCommand> = fc.oneof(
  fc
    .record({ type: fc.constant('RegisterMenu' as const), price, audience })
    .map((command) => ({ ...register, ...command })),
  fc.record({ type: fc.constant('ReviseMenu' as const), price }).map((command) => ({ ...card, ...command })),
  fc.record({ type: fc.constantFrom('OfferMenu' as const, 'WithdrawOffer' as const), storeIds }),
  fc.constant(remove),
);
