import { useState } from 'preact/hooks';
import { Link } from 'wouter-preact';
import { answered, api, type Schema } from '../../api/client.js';
import { useCommand } from '../../api/use-command.js';
import { useRead } from '../../api/use-read.js';
import { useLive } from '../../live/use-live.js';
import { common } from '../../texts/common.js';
import { ago, money, when } from '../../texts/formats.js';
import { CommandButton } from '../../ui/button.js';
import { LiveState } from '../../ui/live-state.js';
import { PageTitle } from '../../ui/page-title.js';
import { Loading, ProblemNote } from '../../ui/problem.js';
import { Sums } from '../cart-panel.js';
import { rounded } from '../choice.js';
import { isClosed, mayCancel, type Order, type Step, stepsOf } from '../steps.js';
import { useNow } from '../use-now.js';
import { AgainDialog } from './again.js';
import { CancelDialog } from './cancel.js';
import { MoneyState } from './money-state.js';
import { Receipt } from './receipt.js';
import { say } from './texts.js';

const Timeline = ({ steps }: { readonly steps: readonly Step[] }) => (
  <ol class="timeline">
    {steps.map(({ status, state, at, note }, index) => (
      <li key={`${index} ${status}`} class={state} aria-current={state === 'now' ? 'step' : undefined}>
        <span>{common(status)}</span>
        {at === null ? (
          <span class="unseen">{say('ahead')}</span>
        ) : (
          <time dateTime={at} class="soft small">
            {when(at)}
          </time>
        )}
        {note !== null && <p class="soft small">{note}</p>}
      </li>
    ))}
  </ol>
);

const codeInWords = (code: NonNullable<Order['cancelCode']>): string =>
  say(code === 'REFUNDED' ? 'REFUNDED_CODE' : code);

/** Where it is and when it was promised, in large. */
const Now = ({ order }: { readonly order: Order }) => {
  const now = useNow();
  const { status, promisedAt, acceptBy, cancelCode, courier } = order;
  return (
    <div class="order-now" role="status">
      <p class="order-status">{common(status)}</p>
      {!isClosed(order) && promisedAt !== null && (
        <p>{say('promisedIn', { at: when(promisedAt), ago: ago(promisedAt, now) })}</p>
      )}
      {status === 'RECEIVED' && acceptBy !== null && <p>{say('answerBy', { at: when(acceptBy) })}</p>}
      {cancelCode !== null && <p>{codeInWords(cancelCode)}</p>}
      {courier !== null && <p class="soft">{say('by', { courier })}</p>}
    </div>
  );
};

const WhereTo = ({ fulfilment }: { readonly fulfilment: Schema<'Fulfilment'> }) => {
  const { type, wantedAt, personal, erased, expired, unavailable } = fulfilment;
  const { contact, address, note } = personal ?? {};
  const gone = erased ? 'erased' : expired ? 'expired' : unavailable ? 'unavailable' : null;
  return (
    <section class="card">
      <h2>{say('whereTo')}</h2>
      <address class="said">
        <strong>{common(type)}</strong>
        {wantedAt !== null && <> · {when(wantedAt)}</>}
        {contact && (
          <div>
            {contact.name}, {contact.phone}
          </div>
        )}
        {address && (
          <div>{[address.line1, address.line2, address.postcode, address.city].filter((part) => part).join(', ')}</div>
        )}
        {note && <div class="soft">{note}</div>}
        {gone && <div class="soft">{say(gone)}</div>}
      </address>
    </section>
  );
};

const What = ({ order }: { readonly order: Order }) => (
  <section class="card">
    <h2>{say('what')}</h2>
    <ul class="plain-list">
      {order.lines.map((line) => (
        <li key={line.lineId} class="line">
          <span class="row spread">
            <span>
              {line.quantity} × {line.menuName}
            </span>
            <span>{money(rounded(line.unitPrice * line.quantity), order.currency)}</span>
          </span>
          {line.options.length > 0 && <span class="soft small">{line.options.map(({ name }) => name).join(', ')}</span>}
        </li>
      ))}
    </ul>
    <Sums cart={order} />
    <h3>{say('payment')}</h3>
    <MoneyState order={order} />
  </section>
);

/** One order as its customer follows it, which moves by itself. */
const OrderPage = ({ orderId }: { readonly orderId: number }) => {
  const read = useRead(`order ${orderId}`, () =>
    answered(api.GET('/myorder/{orderId}', { params: { path: { orderId } } })),
  );
  const live = useLive<Order>(`order:${orderId}`);
  const [asked, ask] = useState<'cancel' | 'receipt' | null>(null);
  const again = useCommand((headers) =>
    answered(api.POST('/myorders/{orderId}/again', { params: { path: { orderId } }, headers })),
  );
  const [made, setMade] = useState<Schema<'CartAgain'> | null>(null);
  const order = live.documents.value.get(orderId) ?? read.data.value;
  if (!order)
    return read.problem.value ? (
      <ProblemNote of={read.problem.value} onRetry={() => void read.reload()} />
    ) : (
      <Loading />
    );
  const orderAgain = async (): Promise<void> => {
    const cart = await again.run();
    if (cart) setMade(cart);
  };
  return (
    <div class="order-page">
      <PageTitle>{order.orderNumber === null ? say('orderWithout') : say('order', { n: order.orderNumber })}</PageTitle>
      <LiveState isCurrent={live.isCurrent.value} />
      <Now order={order} />
      <div class="row actions">
        {mayCancel(order) && (
          <button type="button" class="danger" onClick={() => ask('cancel')}>
            {say('cancel')}
          </button>
        )}
        <button type="button" onClick={() => ask('receipt')}>
          {say('receipt')}
        </button>
        <CommandButton command={again} onClick={() => void orderAgain()}>
          {say('again')}
        </CommandButton>
      </div>
      <ProblemNote of={again.problem.value} />
      <div class="two-columns">
        <section class="card">
          <h2>{say('steps')}</h2>
          <Timeline steps={stepsOf(order)} />
        </section>
        <div class="stack">
          <What order={order} />
          {order.fulfilment && <WhereTo fulfilment={order.fulfilment} />}
        </div>
      </div>
      <p>
        <Link href="/shop/orders">← {say('title')}</Link>
      </p>
      {asked === 'cancel' && <CancelDialog orderId={orderId} onClose={() => ask(null)} />}
      {asked === 'receipt' && <Receipt orderId={orderId} onClose={() => ask(null)} />}
      {made && <AgainDialog order={order} made={made} onClose={() => setMade(null)} />}
    </div>
  );
};

export default OrderPage;
