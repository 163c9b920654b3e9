import type { Minor } from '../money.js';
import type { CartLine, Line, Seen } from './cart.events.js';

/** A line as events have it, without whatever else the value carries. */
export const lineOf = ({ lineId, menuId, revision, menuName, quantity, unitPrice, options }: Line): Line => ({
  lineId,
  menuId,
  revision,
  menuName,
  quantity,
  unitPrice,
  options,
});

/**
 * The lines after an add: the one of this number holds more, or it is a new one. `seen` is the menu as the customer saw it
 * when they asked for it, where that was held meanwhile.
 */
export const withAdded = (lines: readonly CartLine[], added: Line, seen: Seen | null): readonly CartLine[] => {
  if (lines.some(({ lineId }) => lineId === added.lineId))
    return lines.map((line) =>
      line.lineId === added.lineId ? { ...line, quantity: line.quantity + added.quantity } : line,
    );
  return [...lines, { ...lineOf(added), ...(seen && !isAsSeen(added, seen) && { seen }) }];
};

/** Whether it is what somebody saw, and costs what they saw. */
export const isAsSeen = (is: Seen, seen: Seen): boolean =>
  is.revision === seen.revision && is.unitPrice === seen.unitPrice;

/** The lines with this quantity in one of them. */
export const withQuantity = (lines: readonly CartLine[], lineId: number, quantity: number): readonly CartLine[] =>
  lines.map((line) => (line.lineId === lineId ? { ...line, quantity } : line));

/** The sum of the lines, in minor units. */
export const totalOf = (lines: readonly Line[]): Minor =>
  lines.reduce((total, { quantity, unitPrice }) => total + quantity * unitPrice, 0);
