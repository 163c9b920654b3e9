import type { Minor } from '../kernel/money.js';
import type { CartLine, Line } from './cart.events.js';

/** A line as events have it, without whatever else the value carries. */
export const lineOf = ({ lineId, menuId, revision, menuName, quantity, unitPrice }: Line): Line => ({
  lineId,
  menuId,
  revision,
  menuName,
  quantity,
  unitPrice,
});

/**
 * The lines after an add: the one of this number holds more, or it is a new one. `seen` is what it cost when the customer
 * asked for it, where it was held meanwhile; null where that is this price.
 */
export const withAdded = (lines: readonly CartLine[], added: Line, seen: Minor | null): readonly CartLine[] => {
  if (lines.some(({ lineId }) => lineId === added.lineId))
    return lines.map((line) =>
      line.lineId === added.lineId ? { ...line, quantity: line.quantity + added.quantity } : line,
    );
  const isMarked = seen !== null && seen !== added.unitPrice;
  return [...lines, { ...lineOf(added), ...(isMarked && { seenUnitPrice: seen }) }];
};

/** The lines with this quantity in one of them. */
export const withQuantity = (lines: readonly CartLine[], lineId: number, quantity: number): readonly CartLine[] =>
  lines.map((line) => (line.lineId === lineId ? { ...line, quantity } : line));

/** The sum of the lines, in minor units. */
export const totalOf = (lines: readonly Line[]): Minor =>
  lines.reduce((total, { quantity, unitPrice }) => total + quantity * unitPrice, 0);
