import { type Signal, useSignal } from '@preact/signals';
import { answered, api } from '../../api/client.js';
import { useList } from '../../live/use-list.js';
import { type BoardOrder, isSought, oldestFirst, ordersQuery, STAGES } from '../../orders/orders-sought.js';
import { common } from '../../texts/common.js';
import { money, when } from '../../texts/formats.js';
import { later } from '../../ui/later.js';
import { LiveState } from '../../ui/live-state.js';
import { PageTitle } from '../../ui/page-title.js';
import type { Paper } from '../../ui/paper.js';
import { Loading, ProblemNote } from '../../ui/problem.js';
import { dateIn } from '../local-time.js';
import { useStore } from '../store.js';
import { numberOf } from '../words.js';
import { texts } from './texts.js';

const PrintDialog = later(() => import('./print-dialog.js'));

interface Printed {
  readonly orderId: number;
  readonly paper: Paper;
}

interface OrderProps {
  readonly order: BoardOrder;
  readonly timezone: string;
  readonly printed: Signal<Printed | null>;
}

const Order = ({ order, timezone, printed }: OrderProps) => {
  const { orderId, status, lines, total, currency, receivedAt, closedAt } = order;
  const name = texts('order', { number: numberOf(order) });
  const print = (paper: Paper) => (
    <button type="button" aria-label={`${texts(paper)}: ${name}`} onClick={() => (printed.value = { orderId, paper })}>
      {texts(paper)}
    </button>
  );
  return (
    <li class="card" data-order={orderId}>
      <div class="row spread">
        <h2>{name}</h2>
        <span class={`tag ${status === 'CANCELLED' ? 'bad' : status === 'COMPLETED' ? 'good' : ''}`}>
          {common(status)}
        </span>
      </div>
      <p>{lines.map(({ quantity, menuName }) => `${quantity}× ${menuName}`).join(', ')}</p>
      <p class="soft">
        {texts('received', { at: when(receivedAt, timezone) })}
        {closedAt !== null && ` · ${texts('closed', { at: when(closedAt, timezone) })}`} · {money(total, currency)}
      </p>
      <div class="row">
        {print('ticket')}
        {order.tax && print('receipt')}
      </div>
    </li>
  );
};

interface Asked {
  readonly day: Signal<string>;
  readonly number: Signal<string>;
  readonly status: Signal<string>;
}

const Filters = ({ day, number, status }: Asked) => (
  <div class="row">
    <label class="field">
      {texts('day')}
      <input type="date" value={day.value} onInput={({ currentTarget }) => (day.value = currentTarget.value)} />
    </label>
    <label class="field">
      {texts('number')}
      <input
        type="number"
        min="1"
        value={number.value}
        onInput={({ currentTarget }) => (number.value = currentTarget.value)}
      />
    </label>
    <label class="field">
      {texts('status')}
      <select value={status.value} onChange={({ currentTarget }) => (status.value = currentTarget.value)}>
        <option value="">{texts('all')}</option>
        {STAGES.map((one) => (
          <option key={one} value={one}>
            {common(one)}
          </option>
        ))}
      </select>
    </label>
  </div>
);

interface StoreProps {
  readonly storeId: number;
  readonly timezone: string;
}

const OrderList = ({ storeId, timezone, day, number, status }: Asked & StoreProps) => {
  const printed = useSignal<Printed | null>(null);
  const typed = { store: String(storeId), day: day.value, number: number.value, stage: status.value };
  const sought = Object.fromEntries(Object.entries(typed).filter(([, value]) => value !== ''));
  const { items, isCurrent, problem, more, reload } = useList<BoardOrder>({
    topic: `board:${storeId}`,
    key: JSON.stringify(sought),
    page: (cursor) =>
      answered(
        api.GET('/orders', { params: { query: { ...ordersQuery(sought), ...(cursor !== undefined && { cursor }) } } }),
      ),
    matches: (order) => isSought(order, sought),
    compare: oldestFirst,
  });
  return (
    <>
      <LiveState isCurrent={isCurrent} />
      <ProblemNote of={problem} onRetry={reload} />
      {!items && !problem && <Loading />}
      {items?.length === 0 && <p class="soft">{texts('none')}</p>}
      <ul class="plain-list judged">
        {items?.map((order) => (
          <Order key={order.orderId} order={order} timezone={timezone} printed={printed} />
        ))}
      </ul>
      {more && (
        <button type="button" onClick={more}>
          {common('more')}
        </button>
      )}
      {printed.value && <PrintDialog {...printed.value} onClose={() => (printed.value = null)} />}
    </>
  );
};

const OrdersOf = ({ storeId, timezone }: StoreProps) => {
  const asked: Asked = { day: useSignal(dateIn(timezone)), number: useSignal(''), status: useSignal('') };
  return (
    <>
      <Filters {...asked} />
      <OrderList storeId={storeId} timezone={timezone} {...asked} />
    </>
  );
};

/** The orders of a day at the store, with what is printed of them. */
const OrdersPage = ({ storeId }: { readonly storeId: number }) => {
  const { data: store, problem, reload } = useStore(storeId);
  return (
    <div class="orders">
      <PageTitle>{texts('title')}</PageTitle>
      <p class="soft">{texts('lead')}</p>
      <ProblemNote of={problem.value} onRetry={() => void reload()} />
      {store.value && <OrdersOf storeId={storeId} timezone={store.value.timezone} />}
    </div>
  );
};

export default OrdersPage;
