import { texts } from './texts.js';
import type { Timing } from './board/timing.js';
import type { BoardOrder } from './board/order-steps.js';

/** As it is called out: its number of the day, or where it has none the number that it is known by. */
export const numberOf = ({ orderNumber, orderId }: Pick<BoardOrder, 'orderNumber' | 'orderId'>): string =>
  orderNumber === null ? `#${orderId}` : String(orderNumber);

/** "25 min", "2 h 5 min" */
export const duration = (minutes: number): string =>
  minutes < 100 ? texts('minutes', { n: minutes }) : texts('hours', { h: Math.floor(minutes / 60), n: minutes % 60 });

/** How it stands to its time; empty where nothing was promised. */
export const standing = ({ level, left }: Timing): string => {
  if (left === null) return '';
  if (left === 0) return texts('due');
  if (level === 'late') return texts('late', { time: duration(-left) });
  return texts(level === 'soon' ? 'soon' : 'left', { time: duration(left) });
};
