import type { BoardOrder } from './order-steps.js';

/** How many of a menu, as it was chosen, are still to be made. */
export interface Count {
  readonly name: string;
  readonly options: string;
  readonly quantity: number;
}

const TO_BE_MADE: readonly BoardOrder['status'][] = ['RECEIVED', 'ACCEPTED', 'COOKING'];

/** Of every order that is not cooked yet; the most first, then by name. */
export const allDay = (orders: Iterable<BoardOrder>): readonly Count[] => {
  const counts = new Map<string, { name: string; options: string; quantity: number }>();
  for (const { status, lines } of orders) {
    if (!TO_BE_MADE.includes(status)) continue;
    for (const { menuName, options, quantity } of lines) {
      const chosen = options
        .map(({ name }) => name)
        .sort()
        .join(', ');
      const key = `${menuName}\n${chosen}`;
      const count = counts.get(key) ?? { name: menuName, options: chosen, quantity: 0 };
      count.quantity += quantity;
      counts.set(key, count);
    }
  }
  return [...counts.values()].sort(
    (a, b) => b.quantity - a.quantity || a.name.localeCompare(b.name) || a.options.localeCompare(b.options),
  );
};
