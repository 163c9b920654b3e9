import { cartStream, storeMenuStream } from '@doremi/shared/events/streams';
import { isRefusal } from '@doremi/shared/kernel/refusal';
import type { MenuService } from '../adapters/menu-service.js';
import type { Aggregates } from '../aggregates.js';
import { onBehalfOf, stepOf, type CommandContext } from '../handle/context.js';
import { onSale } from '../store-menu/store-menu.decider.js';
import type { Cart, CartCommand, Hold } from './cart.decider.js';

/**
 * Settles a cart's holds, the oldest first, as far as the menu service answers: each becomes a line, or is dropped with
 * the reason why it can't. While the service is busy the rest waits, so that the order is kept; one whose time has run
 * out is dropped whatever the service does. Idempotent, like every settling. Throws EngineUnavailable.
 */
export const settleHolds = async (
  { carts, storeMenus }: Aggregates,
  menuService: MenuService,
  cartId: number,
  context: CommandContext,
): Promise<void> => {
  const stream = cartStream(cartId);
  const { state: cart } = await carts.load(stream);
  if (cart.holds.length === 0) return;
  const history = await carts.history(stream);
  const answered = new Set<number>();
  for (const hold of cart.holds) {
    const command = isExpired(hold, context.now) ? drop(hold, 'EXPIRED') : await answerTo(cart, hold);
    if (command === null) return;
    const held = history.find(({ type, data }) => type === 'MenuAddHeld' && data.holdId === hold.holdId);
    const asked = held ? onBehalfOf(held, context) : context;
    await carts.handle(stream, command, stepOf(asked, 'hold', cartId, hold.holdId));
  }

  async function answerTo({ storeId }: Cart, hold: Hold): Promise<CartCommand | null> {
    if (!answered.has(hold.menuId) && (await menuService.ask(storeId, hold.menuId)) !== null) return null;
    answered.add(hold.menuId);
    const { state: storeMenu } = await storeMenus.load(storeMenuStream(storeId, hold.menuId));
    const menu = onSale(storeMenu, context.now);
    if (isRefusal(menu)) return drop(hold, menu.refused);
    return { type: 'SettleHold', holdId: hold.holdId, menuId: hold.menuId, ...menu, now: context.now };
  }
};

const isExpired = ({ expiresAt }: Hold, now: string): boolean => Date.parse(expiresAt) < Date.parse(now);

const drop = ({ holdId }: Hold, reason: string): CartCommand => ({ type: 'DropHold', holdId, reason });
