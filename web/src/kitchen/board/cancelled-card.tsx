import { useComputed } from '@preact/signals';
import { answered, api } from '../../api/client.js';
import { useRead } from '../../api/use-read.js';
import { type SameKeys, textsOf } from '../../texts/texts.js';
import { duration, numberOf } from '../words.js';
import type { Board, Entry } from './board.js';
import { whyCancelled } from './cancel-codes.js';
import { now } from './clock.js';
import { timingOf } from './timing.js';

const en = {
  cancelledOrder: 'Order {number} is cancelled',
  wasIn: 'It was received {time} ago.',
  understood: 'Understood',
} as const;

const ko: SameKeys<typeof en> = {
  cancelledOrder: '주문 {number} 취소됨',
  wasIn: '{time} 전에 접수되었습니다.',
  understood: '확인했습니다',
};

const cancelledTexts = textsOf({ en, ko });

/** What somebody said as they cancelled it; null where nobody did. */
const reasonOf = async (orderId: number): Promise<string | null> => {
  const { timeline } = await answered(api.GET('/myorder/{orderId}', { params: { path: { orderId } } }));
  return timeline.findLast(({ status }) => status === 'CANCELLED')?.note ?? null;
};

/** A cancelled order: why, and what of it is to be stopped. */
const CancelledCard = ({ entry, board }: { readonly entry: Entry; readonly board: Board }) => {
  const order = entry.order.value;
  const received = useComputed(() =>
    cancelledTexts('wasIn', { time: duration(timingOf(entry.order.value, now.value).age) }),
  );
  const { data: said } = useRead(`reason ${entry.orderId}`, () => reasonOf(entry.orderId));
  const id = `cancelled-${entry.orderId}`;
  return (
    <article class="gone" aria-labelledby={id} data-order={entry.orderId}>
      <h3 id={id}>{cancelledTexts('cancelledOrder', { number: numberOf(order) })}</h3>
      <p>
        {order.cancelCode && <strong>{whyCancelled(order.cancelCode)}. </strong>}
        {said.value && <q>{said.value}</q>} {received}
      </p>
      <ul>
        {order.lines.map(({ lineId, quantity, menuName, options }) => (
          <li key={lineId}>
            {quantity}× {[menuName, ...options.map(({ name }) => name)].join(', ')}
          </li>
        ))}
      </ul>
      <button type="button" class="main" onClick={() => board.acknowledge(entry.orderId)}>
        {cancelledTexts('understood')}
      </button>
    </article>
  );
};

export default CancelledCard;
