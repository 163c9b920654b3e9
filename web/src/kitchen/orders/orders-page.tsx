import { type Signal, useSignal } from '@preact/signals';
import { answered, api } from '../../api/client.js';
import { useRead } from '../../api/use-read.js';
import { common } from '../../texts/common.js';
import { money, when } from '../../texts/formats.js';
import { Loading, ProblemNote } from '../../ui/problem.js';
import { later } from '../../ui/later.js';
import { PageTitle } from '../../ui/page-title.js';
import type { Paper } from '../../ui/paper.js';
import type { BoardOrder } from '../board/order-steps.js';
import { dateIn } from '../local-time.js';
import { useStore } from '../store.js';
import { numberOf } from '../words.js';
import { texts } from './texts.js';

const PrintDialog = later(() => import('./print-dialog.js'));

const STATUSES = [
  ...(['RECEIVED', 'COOKING', 'READY', 'DELIVERING'] as const),
  ...(['DELIVERY_FAILED', 'COMPLETED', 'CANCELLED'] as const),
];
type Status = (typeof STATUSES)[number];

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
  readonly status: Signal<Status | ''>;
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
      <select value={status.value} onChange={({ currentTarget }) => (status.value = currentTarget.value as Status)}>
        <option value="">{texts('all')}</option>
        {STATUSES.map((one) => (
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
  const more = useSignal<{ readonly of: string; readonly items: BoardOrder[]; readonly next: string | null } | null>(
    null,
  );
  const asked = `${day.value} ${number.value} ${status.value}`;
  const read = (cursor?: string) =>
    answered(
      api.GET('/orders', {
        params: {
          query: {
            storeId,
            ...(day.value !== '' && { day: day.value }),
            ...(number.value !== '' && { number: Number(number.value) }),
            ...(status.value !== '' && { status: status.value }),
            ...(cursor !== undefined && { cursor }),
          },
        },
      }),
    );
  const { data, problem, reload } = useRead(asked, () => read());
  const added = more.value?.of === asked ? more.value : null;
  const next = added ? added.next : (data.value?.nextCursor ?? null);
  const items = [...(data.value?.items ?? []), ...(added?.items ?? [])];
  const showMore = async (cursor: string): Promise<void> => {
    const page = await read(cursor).catch(() => null);
    if (page) more.value = { of: asked, items: [...(added?.items ?? []), ...page.items], next: page.nextCursor };
  };
  return (
    <>
      <ProblemNote of={problem.value} onRetry={() => void reload()} />
      {!data.value && !problem.value && <Loading />}
      {data.value && items.length === 0 && <p class="soft">{texts('none')}</p>}
      <ul class="plain-list judged">
        {items.map((order) => (
          <Order key={order.orderId} order={order} timezone={timezone} printed={printed} />
        ))}
      </ul>
      {next !== null && (
        <button type="button" onClick={() => void showMore(next)}>
          {common('more')}
        </button>
      )}
      {printed.value && <PrintDialog {...printed.value} onClose={() => (printed.value = null)} />}
    </>
  );
};

const OrdersOf = ({ storeId, timezone }: StoreProps) => {
  const asked: Asked = { day: useSignal(dateIn(timezone)), number: useSignal(''), status: useSignal<Status | ''>('') };
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
