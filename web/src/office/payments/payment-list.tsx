import { Link } from 'wouter-preact';
import { answered, api } from '../../api/client.js';
import { money, when } from '../../texts/formats.js';
import { PageTitle } from '../../ui/page-title.js';
import { ExportOfChosen } from '../export.js';
import { ChoiceFilter, StoreFilter, TextFilter } from '../filter-fields.js';
import { Filters, FoundList } from '../found-list.js';
import { storeLabel } from '../store-label.js';
import { areNamed, type Store, useStores } from '../stores-known.js';
import { say as common } from '../texts.js';
import { useFilters } from '../use-filters.js';
import { useList } from '../../live/use-list.js';
import { kindOfPayment, PAYMENT_STATUSES, paymentStatus } from './payment-words.js';
import { isSought, newestFirst, type PaymentView } from './payments-sought.js';
import { say } from './texts.js';

const NAMES = ['store', 'status', 'day', 'number'] as const;

const Row = ({ payment, stores }: { readonly payment: PaymentView; readonly stores: readonly Store[] | undefined }) => (
  <tr>
    <th scope="row">
      <Link href={`/office/payments/${payment.paymentId}`}>{say('payment', { id: payment.paymentId })}</Link>
    </th>
    <td>{storeLabel(stores, payment.storeId)}</td>
    <td>{payment.customerId}</td>
    <td>
      <span class={`tag ${kindOfPayment(payment.status)}`}>{paymentStatus(payment.status)}</span>
    </td>
    <td>{when(payment.requestedAt)}</td>
    <td class="number">{money(payment.amount, payment.currency)}</td>
    <td class="number">{payment.refunded > 0 ? money(payment.refunded, payment.currency) : ''}</td>
  </tr>
);

/** The payments of all stores, by what they are looked for, as they come in. */
const PaymentList = () => {
  const { filters, set, clear } = useFilters(NAMES);
  const stores = useStores();
  const status = PAYMENT_STATUSES.find((one) => one === filters.status);
  const sought = { ...filters, status };
  const list = useList<PaymentView>({
    topic: 'payments',
    key: JSON.stringify(sought),
    page: (cursor) =>
      answered(
        api.GET('/payments', {
          params: {
            query: {
              ...(filters.store !== undefined && { storeId: Number(filters.store) }),
              ...(status && { status }),
              ...(filters.day !== undefined && { day: filters.day }),
              ...(filters.number !== undefined && { paymentId: Number(filters.number) }),
              ...(cursor !== undefined && { cursor }),
            },
          },
        }),
      ),
    matches: (payment) => isSought(payment, sought),
    compare: newestFirst,
  });
  return (
    <>
      <PageTitle>{common('payments')}</PageTitle>
      <Filters onClear={Object.keys(filters).length > 0 ? clear : null}>
        <StoreFilter stores={stores.data.value} value={filters.store} onChange={(value) => set('store', value)} />
        <ChoiceFilter label={common('status')} value={status} onChange={(value) => set('status', value)}>
          <option value="">{common('any')}</option>
          {PAYMENT_STATUSES.map((one) => (
            <option key={one} value={one}>
              {paymentStatus(one)}
            </option>
          ))}
        </ChoiceFilter>
        <TextFilter type="date" label={common('day')} value={filters.day} onChange={(value) => set('day', value)} />
        <TextFilter
          type="number"
          label={say('number')}
          value={filters.number}
          onChange={(value) => set('number', value)}
        />
      </Filters>
      <ExportOfChosen of="payments" filters={filters} />
      <FoundList
        of={{ ...list, items: areNamed(stores) ? list.items : undefined }}
        name={common('payments')}
        heads={[
          [common('payments')],
          [common('store')],
          [common('customer')],
          [common('status')],
          [say('askedAt')],
          [common('amount'), 'number'],
          [say('refunded'), 'number'],
        ]}
        row={(payment) => <Row key={payment.paymentId} payment={payment} stores={stores.data.value} />}
      />
    </>
  );
};

export default PaymentList;
