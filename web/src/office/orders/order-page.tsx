import { useState } from 'preact/hooks';
import { Link } from 'wouter-preact';
import type { Schema } from '../../api/client.js';
import { useLive } from '../../live/use-live.js';
import { common as words } from '../../texts/common.js';
import { day, money, when } from '../../texts/formats.js';
import { statusInWords } from '../../texts/problems.js';
import { LiveState } from '../../ui/live-state.js';
import { PageTitle } from '../../ui/page-title.js';
import { Loading, ProblemNote } from '../../ui/problem.js';
import { paymentStatus } from '../payments/payment-words.js';
import { storeLabel } from '../store-label.js';
import { useStores } from '../stores-known.js';
import { say as common } from '../texts.js';
import { kindOfStatus } from './order-kind.js';
import { OrderLines } from './order-lines.js';
import { ReceiptDialog } from './receipt-dialog.js';
import { say } from './texts.js';

type Order = Schema<'OrderTrack'>;

const Facts = ({ order, store }: { readonly order: Order; readonly store: string }) => {
  const { fulfilment } = order;
  const times = [
    ...(order.status === 'RECEIVED' && order.acceptBy !== null ? [say('acceptBy', { at: when(order.acceptBy) })] : []),
    ...(order.promisedAt === null ? [] : [say('promisedAt', { at: when(order.promisedAt) })]),
    ...(fulfilment?.wantedAt ? [say('wantedAt', { at: when(fulfilment.wantedAt) })] : []),
    ...(order.courier === null ? [] : [say('courier', { courier: order.courier })]),
  ];
  return (
    <dl class="facts">
      <dt>{common('status')}</dt>
      <dd>
        <span role="status">
          <span class={`tag ${kindOfStatus(order.status)}`}>{statusInWords(order.status)}</span>{' '}
          {order.cancelCode !== null && say(order.cancelCode)}
        </span>
      </dd>
      <dt>{common('store')}</dt>
      <dd>{store}</dd>
      <dt>{common('customer')}</dt>
      <dd>{order.customerId}</dd>
      <dt>{say('fulfilment')}</dt>
      <dd>
        {words(fulfilment?.type ?? 'DELIVERY')}
        {times.map((time) => (
          <span key={time} class="block">
            {time}
          </span>
        ))}
        <span class="block soft small">{say('personal')}</span>
      </dd>
      <dt>{say('payment')}</dt>
      <dd>
        {paymentStatus(order.payment.status)} · {money(order.payment.amount, order.currency)}
        <Link href={`/office/payments/${order.orderId}`} class="block">
          {say('toPayment', { id: order.orderId })}
        </Link>
      </dd>
    </dl>
  );
};

const Timeline = ({ order }: { readonly order: Order }) => (
  <ol class="plain-list timeline">
    {order.timeline.map(({ status, at, note }, index) => (
      <li key={index}>
        <strong>{statusInWords(status)}</strong> <time dateTime={at}>{when(at)}</time>
        {note !== null && <span class="soft block">{note}</span>}
      </li>
    ))}
  </ol>
);

/** Everything that is known of one order, as it moves. */
const OrderPage = ({ orderId }: { readonly orderId: number }) => {
  const { documents, isCurrent, refused } = useLive<Order>(`order:${orderId}`);
  const stores = useStores();
  const [isReceiptShown, showReceipt] = useState(false);
  const order = documents.value.get(orderId);
  return (
    <>
      <p class="back">
        <Link href="/office/orders">{say('allOrders')}</Link>
      </p>
      <div class="row spread page-head">
        <PageTitle>{say('order', { id: orderId })}</PageTitle>
        <button type="button" onClick={() => showReceipt(true)}>
          {say('showReceipt')}
        </button>
      </div>
      <LiveState isCurrent={isCurrent.value || refused.value !== null} />
      <ProblemNote of={refused.value} />
      {!order && !refused.value && <Loading />}
      {order && (
        <>
          <p class="soft">
            {order.orderNumber === null
              ? day(order.businessDay)
              : say('numberOfDay', { number: order.orderNumber, day: day(order.businessDay) })}
          </p>
          <div class="halves">
            <section class="card">
              <Facts order={order} store={storeLabel(stores.data.value, order.storeId)} />
            </section>
            <section class="card">
              <h2>{say('timeline')}</h2>
              <Timeline order={order} />
            </section>
          </div>
          <section class="card">
            <h2>{say('lines')}</h2>
            <OrderLines order={order} />
          </section>
        </>
      )}
      {isReceiptShown && <ReceiptDialog orderId={orderId} onClose={() => showReceipt(false)} />}
    </>
  );
};

export default OrderPage;
