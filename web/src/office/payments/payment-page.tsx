import { useEffect } from 'preact/hooks';
import { Link } from 'wouter-preact';
import { answered, api } from '../../api/client.js';
import { useRead } from '../../api/use-read.js';
import { useLive } from '../../live/use-live.js';
import { money, when } from '../../texts/formats.js';
import { LiveState } from '../../ui/live-state.js';
import { PageTitle } from '../../ui/page-title.js';
import { Loading, ProblemNote } from '../../ui/problem.js';
import { storeLabel } from '../store-label.js';
import { useStores } from '../stores-known.js';
import { say as common } from '../texts.js';
import { kindOfPayment, paymentStatus } from './payment-words.js';
import { leftToRefund, type PaymentView } from './payments-sought.js';
import { RefundForm } from './refund-form.js';
import { say } from './texts.js';

const Facts = ({ payment, store }: { readonly payment: PaymentView; readonly store: string }) => (
  <dl class="facts">
    <dt>{common('status')}</dt>
    <dd>
      <span role="status" class={`tag ${kindOfPayment(payment.status)}`}>
        {paymentStatus(payment.status)}
      </span>
    </dd>
    <dt>{common('amount')}</dt>
    <dd>{money(payment.amount, payment.currency)}</dd>
    <dt>{say('refunded')}</dt>
    <dd>{money(payment.refunded, payment.currency)}</dd>
    <dt>{say('left')}</dt>
    <dd>
      <strong>{money(leftToRefund(payment), payment.currency)}</strong>
    </dd>
    <dt>{common('store')}</dt>
    <dd>{store}</dd>
    <dt>{common('customer')}</dt>
    <dd>{payment.customerId}</dd>
    <dt>{common('orders')}</dt>
    <dd>
      <Link href={`/office/orders/${payment.cartId}`}>{say('toOrder', { id: payment.cartId })}</Link>
    </dd>
  </dl>
);

const Attempts = ({ payment }: { readonly payment: PaymentView }) => (
  <div class="scrolls" tabIndex={0} role="group" aria-label={say('attempts')}>
    <table>
      <thead>
        <tr>
          <th scope="col">{say('attempt')}</th>
          <th scope="col">{common('status')}</th>
          <th scope="col" class="number">
            {common('amount')}
          </th>
          <th scope="col">{say('code')}</th>
          <th scope="col">{say('provider')}</th>
        </tr>
      </thead>
      <tbody>
        {payment.attempts.map((attempt) => (
          <tr key={attempt.attempt}>
            <th scope="row">{attempt.attempt}</th>
            <td>
              {paymentStatus(attempt.status)} {attempt.late && <span class="soft">({say('late')})</span>}
            </td>
            <td class="number">{money(attempt.amount, payment.currency)}</td>
            <td>{attempt.code ?? ''}</td>
            <td>
              <code>{attempt.providerReference ?? ''}</code>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);

type Refund = PaymentView['refunds'][number];

const became = ({ status, settledAt, at, code }: Refund): string => {
  if (status === 'REQUESTED') return say('inRefund');
  return status === 'REFUNDED'
    ? say('doneRefund', { at: when(settledAt ?? at) })
    : say('failedRefund', { code: code ?? '–' });
};

const Refunds = ({ payment }: { readonly payment: PaymentView }) => {
  if (payment.refunds.length === 0) return <p class="soft">{say('noRefunds')}</p>;
  return (
    <div class="scrolls" tabIndex={0} role="group" aria-label={say('refunds')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{common('reason')}</th>
            <th scope="col">{say('by')}</th>
            <th scope="col">{common('at')}</th>
            <th scope="col">{say('became')}</th>
            <th scope="col" class="number">
              {common('amount')}
            </th>
          </tr>
        </thead>
        <tbody>
          {payment.refunds.map((refund) => (
            <tr key={refund.refundId}>
              <td class="text">{refund.reason}</td>
              <td>{refund.by}</td>
              <td>{when(refund.at)}</td>
              <td>{became(refund)}</td>
              <td class="number">{money(refund.amount, payment.currency)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};

/** Everything that is known of one payment, and giving it back. */
const PaymentPage = ({ paymentId }: { readonly paymentId: number }) => {
  const { documents, isCurrent, refused } = useLive<PaymentView>('payments');
  const read = useRead(`payment:${paymentId}`, () =>
    answered(api.GET('/payments/{paymentId}', { params: { path: { paymentId } } })),
  );
  const isTold = isCurrent.value;
  // The topic tells what changes from then on, and nothing of what was before.
  useEffect(() => {
    if (isTold) void read.reload();
  }, [isTold]);
  const stores = useStores();
  const payment = documents.value.get(paymentId) ?? read.data.value;
  const problem = read.problem.value ?? refused.value;
  return (
    <>
      <p class="back">
        <Link href="/office/payments">{say('allPayments')}</Link>
      </p>
      <PageTitle>{say('payment', { id: paymentId })}</PageTitle>
      <LiveState isCurrent={isTold} />
      <ProblemNote of={problem} />
      {!payment && !problem && <Loading />}
      {payment && (
        <>
          <div class="halves">
            <section class="card">
              <Facts payment={payment} store={storeLabel(stores.data.value, payment.storeId)} />
            </section>
            <section class="card">
              <h2>{say('giveBack')}</h2>
              <RefundForm payment={payment} />
            </section>
          </div>
          <section class="card">
            <h2>{say('refunds')}</h2>
            <Refunds payment={payment} />
          </section>
          <section class="card">
            <h2>{say('attempts')}</h2>
            <Attempts payment={payment} />
          </section>
        </>
      )}
    </>
  );
};

export default PaymentPage;
