import { useComputed } from '@preact/signals';
import { answered, api } from '../../api/client.js';
import { useRead } from '../../api/use-read.js';
import { texts } from '../texts.js';
import { duration, numberOf } from '../words.js';
import type { Board, Entry } from './board.js';
import { now } from './clock.js';
import { Mounted } from './mounted.js';
import { timingOf } from './timing.js';

/** What somebody said as they cancelled it; null where nobody did. */
const reasonOf = async (orderId: number): Promise<string | null> => {
  const { timeline } = await answered(api.GET('/myorder/{orderId}', { params: { path: { orderId } } }));
  return timeline.findLast(({ status }) => status === 'CANCELLED')?.note ?? null;
};

const Card = ({ entry, board }: { readonly entry: Entry; readonly board: Board }) => {
  const order = entry.order.value;
  const received = useComputed(() => texts('wasIn', { time: duration(timingOf(entry.order.value, now.value).age) }));
  const { data: said } = useRead(`reason ${entry.orderId}`, () => reasonOf(entry.orderId));
  const id = `cancelled-${entry.orderId}`;
  return (
    <article class="gone" aria-labelledby={id} data-order={entry.orderId}>
      <h3 id={id}>{texts('cancelledOrder', { number: numberOf(order) })}</h3>
      <p>
        {order.cancelCode && <strong>{texts(order.cancelCode)}. </strong>}
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
        {texts('understood')}
      </button>
    </article>
  );
};

/** What was cancelled and nobody has said that they know: over everything else. */
export const Cancelled = ({ board }: { readonly board: Board }) => {
  const isNone = useComputed(() => board.cancelled.value.length === 0);
  return (
    <section class="cancelled" role="alert" aria-labelledby="cancelled" hidden={isNone}>
      <h2 id="cancelled">{texts('cancelledTitle')}</h2>
      <Mounted class="gones" entries={board.cancelled} show={(entry) => <Card entry={entry} board={board} />} />
    </section>
  );
};
