import { cartStream, storeMenuStream } from '@doremi/domain';
import { isRefusal } from '@doremi/event-sourcing';
import type { MenuServiceProbe } from './menu-service-probe.js';
import type { Aggregates } from '../aggregates.js';
import { onBehalfOf, stepOf, type CommandContext } from '../command-handler/command-context.js';
import { chosen, goneFor } from '../store-menu/choice.decider.js';
import { onSale, type StoreMenu } from '../store-menu/store-menu.decider.js';
import type { CartCommand, Hold } from './cart.decider.js';

/**
 * Confirms a cart's holds, the oldest first, as far as the menu service answers: each becomes a line, or is dropped with
 * the reason why it can't. While the service is busy the rest waits, so that the order is kept; one whose time has run
 * out is dropped whatever the service does. `since` is the revision of the cart that the caller knows to have holds.
 * Idempotent. Throws EngineUnavailable.
 */
export const confirmHolds = async (
  { carts, storeMenus }: Aggregates,
  menuServiceProbe: MenuServiceProbe,
  cartId: number,
  since: number,
  context: CommandContext,
): Promise<void> => {
  const stream = cartStream(cartId);
  const { state: cart } = await carts.since(stream, since);
  const known = new Map<number, StoreMenu>();
  let history: Awaited<ReturnType<typeof carts.history>> | null = null;
  for (const hold of cart.holds) {
    const command = isExpired(hold, context.now) ? drop(hold, 'EXPIRED') : await answerTo(hold);
    if (command === null) return;
    history ??= await carts.history(stream);
    const held = history.find(({ type, data }) => type === 'MenuAddHeld' && data.holdId === hold.holdId);
    const asked = held ? onBehalfOf(held, context) : context;
    await carts.handle(stream, command, stepOf(asked, 'hold', cartId, hold.holdId));
  }

  async function answerTo({ holdId, menuId, options }: Hold): Promise<CartCommand | null> {
    const storeMenu = known.get(menuId) ?? (await lookUp(menuId));
    if (storeMenu === null) return null;
    known.set(menuId, storeMenu);
    const menu = onSale(storeMenu, context.now);
    if (isRefusal(menu)) return { type: 'DropHold', holdId, reason: menu.refused };
    const choice = chosen(menu, options);
    if (isRefusal(choice)) return { type: 'DropHold', holdId, reason: goneFor(choice).reason };
    const { revision, menuName } = menu;
    return { type: 'ConfirmHold', holdId, menuId, revision, menuName, ...choice, now: context.now };
  }

  async function lookUp(menuId: number): Promise<StoreMenu | null> {
    if ((await menuServiceProbe.ask(cart.storeId, menuId)) !== null) return null;
    return (await storeMenus.load(storeMenuStream(cart.storeId, menuId))).state;
  }
};

const isExpired = ({ expiresAt }: Hold, now: string): boolean => Date.parse(expiresAt) < Date.parse(now);

const drop = ({ holdId }: Hold, reason: string): CartCommand => ({ type: 'DropHold', holdId, reason });
