import type { Line } from '@doremi/shared/events/cart.events';
import { toDecimal } from '@doremi/shared/kernel/money';

/** The lines of a cart or an order, at the price that was fixed when each was added. */
export const lineAnswers = (lines: readonly Line[]) =>
  lines.map(({ lineId, menuId, revision, menuName, quantity, unitPrice }) => ({
    lineId,
    menuId,
    revision,
    menuName,
    quantity,
    unitPrice: toDecimal(unitPrice),
  }));
