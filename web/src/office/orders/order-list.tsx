import { Link } from 'wouter-preact';
import { answered, api } from '../../api/client.js';
import { money, when } from '../../texts/formats.js';
import { type BoardOrder, isSought, oldestFirst, ordersQuery, STAGES } from '../../orders/orders-sought.js';
import { statusInWords } from '../../texts/problems.js';
import { PageTitle } from '../../ui/page-title.js';
import { ExportOfChosen } from '../export.js';
import { ChoiceFilter, StoreFilter, TextFilter } from '../filter-fields.js';
import { Filters, FoundList } from '../found-list.js';
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

/** The orders of all stores, by what they are looked for, as they move. */
const OrderList = () => {
  const { filters, set, clear } = useFilters(NAMES);
  const stores = useStores();
  const list = useList<BoardOrder>({
    topic: 'orders',
    key: JSON.stringify(filters),
    page: (cursor) =>
      answered(
        api.GET('/orders', { params: { query: { ...ordersQuery(filters), ...(cursor !== undefined && { cursor }) } } }),
      ),
    matches: (order) => isSought(order, filters),
    compare: oldestFirst,
  });
  return (
    <>
      <PageTitle>{common('orders')}</PageTitle>
      <Filters onClear={Object.keys(filters).length > 0 ? clear : null}>
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
      </Filters>
      <ExportOfChosen of="orders" filters={filters} />
      <p class="soft small">{say('what')}</p>
      <FoundList
        of={{ ...list, items: areNamed(stores) ? list.items : undefined }}
        name={common('orders')}
        heads={[
          [common('orders')],
          [say('number'), 'number'],
          [common('store')],
          [common('customer')],
          [common('status')],
          [say('orderedAt')],
          [say('promised')],
          [common('total'), 'number'],
          [say('refunded'), 'number'],
        ]}
        row={(order) => <Row key={order.orderId} order={order} stores={stores.data.value} />}
      />
    </>
  );
};

export default OrderList;
