import { Link } from 'wouter-preact';
import { answered, api } from '../../api/client.js';
import { money, when } from '../../texts/formats.js';
import { type BoardOrder, isSought, oldestFirst, ordersQuery, STAGES } from '../../orders/orders-sought.js';
import { statusInWords } from '../../texts/problems.js';
import { LiveState } from '../../ui/live-state.js';
import { PageTitle } from '../../ui/page-title.js';
import { Loading, ProblemNote } from '../../ui/problem.js';
import { ExportOfChosen } from '../export.js';
import { ChoiceFilter, StoreFilter, TextFilter } from '../filter-fields.js';
import { storeLabel } from '../store-label.js';
import { areNamed, type Store, useStores } from '../stores-known.js';
import { say as common } from '../texts.js';
import { useFilters } from '../use-filters.js';
import { useList } from '../../live/use-list.js';
import { kindOfStatus } from './order-kind.js';
import { say } from './texts.js';

const NAMES = ['store', 'stage', 'day', 'customer', 'number'] as const;

const Row = ({ order, stores }: { readonly order: BoardOrder; readonly stores: readonly Store[] | undefined }) => (
  <tr>
    <th scope="row">
      <Link href={`/office/orders/${order.orderId}`}>{say('order', { id: order.orderId })}</Link>
    </th>
    <td class="number">{order.orderNumber ?? ''}</td>
    <td>{storeLabel(stores, order.storeId)}</td>
    <td>{order.customerId}</td>
    <td>
      <span class={`tag ${kindOfStatus(order.status)}`}>{statusInWords(order.status)}</span>
    </td>
    <td>{when(order.receivedAt)}</td>
    <td>{order.promisedAt === null ? '' : when(order.promisedAt)}</td>
    <td class="number">{money(order.total, order.currency)}</td>
    <td class="number">{order.refunded > 0 ? money(order.refunded, order.currency) : ''}</td>
  </tr>
);

const HEADS = [
  ['order', ''],
  ['number', 'number'],
  ['store', ''],
  ['customer', ''],
  ['status', ''],
  ['orderedAt', ''],
  ['promised', ''],
  ['total', 'number'],
  ['refunded', 'number'],
] as const;

const headOf = (name: (typeof HEADS)[number][0]): string => {
  if (name === 'order') return common('orders');
  return name === 'number' || name === 'orderedAt' || name === 'promised' || name === 'refunded'
    ? say(name)
    : common(name);
};

/** The orders of all stores, by what they are looked for, as they move. */
const OrderList = () => {
  const { filters, set, clear } = useFilters(NAMES);
  const stores = useStores();
  const {
    items: found,
    isCurrent,
    problem,
    more,
    reload,
  } = useList<BoardOrder>({
    topic: 'orders',
    key: JSON.stringify(filters),
    page: (cursor) =>
      answered(
        api.GET('/orders', { params: { query: { ...ordersQuery(filters), ...(cursor !== undefined && { cursor }) } } }),
      ),
    matches: (order) => isSought(order, filters),
    compare: oldestFirst,
  });
  const items = areNamed(stores) ? found : undefined;
  return (
    <>
      <PageTitle>{common('orders')}</PageTitle>
      <form class="row filters" aria-label={common('filters')} onSubmit={(event) => event.preventDefault()}>
        <StoreFilter stores={stores.data.value} value={filters.store} onChange={(value) => set('store', value)} />
        <ChoiceFilter label={common('status')} value={filters.stage} onChange={(value) => set('stage', value)}>
          <option value="">{say('openOnly')}</option>
          <option value="WAITING">{say('waiting')}</option>
          {STAGES.map((stage) => (
            <option key={stage} value={stage}>
              {statusInWords(stage)}
            </option>
          ))}
        </ChoiceFilter>
        <TextFilter type="date" label={common('day')} value={filters.day} onChange={(value) => set('day', value)} />
        <TextFilter
          type="search"
          label={common('customer')}
          value={filters.customer}
          onChange={(value) => set('customer', value.trim())}
        />
        <TextFilter
          type="number"
          label={say('number')}
          value={filters.number}
          onChange={(value) => set('number', value)}
        />
        {Object.keys(filters).length > 0 && (
          <button type="button" onClick={clear}>
            {common('clear')}
          </button>
        )}
      </form>
      <ExportOfChosen of="orders" filters={filters} />
      <p class="soft small">{say('what')}</p>
      <LiveState isCurrent={isCurrent} />
      <ProblemNote of={problem} onRetry={reload} />
      {!items && !problem && <Loading />}
      {items?.length === 0 && <p class="soft">{common('nothingFound')}</p>}
      {items && items.length > 0 && (
        <div class="scrolls card" tabIndex={0} role="group" aria-label={common('orders')}>
          <table>
            <thead>
              <tr>
                {HEADS.map(([name, kind]) => (
                  <th key={name} scope="col" class={kind}>
                    {headOf(name)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {items.map((order) => (
                <Row key={order.orderId} order={order} stores={stores.data.value} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {more && (
        <p class="more">
          <button type="button" onClick={more}>
            {common('more')}
          </button>
        </p>
      )}
    </>
  );
};

export default OrderList;
