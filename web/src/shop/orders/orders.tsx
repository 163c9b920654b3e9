import { Link } from 'wouter-preact';
import { answered, api } from '../../api/client.js';
import { useRead } from '../../api/use-read.js';
import { useLive } from '../../live/use-live.js';
import { common } from '../../texts/common.js';
import { money, when } from '../../texts/formats.js';
import { later } from '../../ui/later.js';
import { PageTitle } from '../../ui/page-title.js';
import { Loading, ProblemNote } from '../../ui/problem.js';
import { useState } from 'preact/hooks';
import { isClosed, type Order } from '../steps.js';
import { paidInWords } from './money-state.js';
import { say } from './texts.js';

const EraseDialog = later<{ readonly onClose: () => void }>(() => import('./erase.js'));

/** So many orders of before at once. */
const PAGE = 20;

const Row = ({ order }: { readonly order: Order }) => (
  <li>
    <Link href={`/shop/orders/${order.orderId}`} class="order card" data-order={order.orderId}>
      <span class="row spread">
        <strong>{order.lines.map(({ quantity, menuName }) => `${quantity} × ${menuName}`).join(', ')}</strong>
        <span class={isClosed(order) ? 'tag' : 'tag good'}>{common(order.status)}</span>
      </span>
      <span class="soft small">
        {order.orderNumber !== null && <>{say('number', { n: order.orderNumber })} · </>}
        {say('at', { at: when(order.receivedAt) })} · {money(order.total, order.currency)} · {paidInWords(order)}
      </span>
      {!isClosed(order) && order.promisedAt !== null && <span>{say('promised', { at: when(order.promisedAt) })}</span>}
    </Link>
  </li>
);

/** One that is under way, which moves by itself. */
const LiveRow = ({ order }: { readonly order: Order }) => {
  const live = useLive<Order>(`order:${order.orderId}`);
  return <Row order={live.documents.value.get(order.orderId) ?? order} />;
};

const ordersOf = (open: boolean, cursor?: string) =>
  answered(
    api.GET('/myorders', {
      params: { query: { open: open ? 'true' : 'false', limit: PAGE, ...(cursor && { cursor }) } },
    }),
  );

/** A customer's orders, those under way first, and what is kept of them. */
const Orders = () => {
  const open = useRead('open orders', () => ordersOf(true));
  const past = useRead('past orders', () => ordersOf(false));
  const [more, setMore] = useState<readonly Order[]>([]);
  const [cursor, setCursor] = useState<string | null | undefined>(undefined);
  const [isErasing, erase] = useState(false);
  const [failed, setFailed] = useState(false);
  const next = cursor === undefined ? (past.data.value?.nextCursor ?? null) : cursor;
  const showMore = async (): Promise<void> => {
    if (next === null) return;
    const page = await ordersOf(false, next).catch(() => null);
    setFailed(page === null);
    if (!page) return;
    setMore([...more, ...page.items]);
    setCursor(page.nextCursor);
  };
  const earlier = [...(past.data.value?.items ?? []), ...more];
  return (
    <div class="orders">
      <PageTitle>{say('title')}</PageTitle>
      <section>
        <h2>{say('under')}</h2>
        <ProblemNote of={open.problem.value} onRetry={() => void open.reload()} />
        {!open.data.value && !open.problem.value && <Loading />}
        {open.data.value?.items.length === 0 && <p class="soft">{say('noneUnder')}</p>}
        <ul class="plain-list stack">
          {open.data.value?.items.map((order) => (
            <LiveRow key={order.orderId} order={order} />
          ))}
        </ul>
      </section>
      <section>
        <h2>{say('before')}</h2>
        <ProblemNote of={past.problem.value} onRetry={() => void past.reload()} />
        {!past.data.value && !past.problem.value && <Loading />}
        {past.data.value?.items.length === 0 && <p class="soft">{say('noneBefore')}</p>}
        <ul class="plain-list stack">
          {earlier.map((order) => (
            <Row key={order.orderId} order={order} />
          ))}
        </ul>
        <ProblemNote of={failed ? { code: 'UNREACHABLE', status: 0 } : null} />
        {next !== null && (
          <button type="button" onClick={() => void showMore()}>
            {common('more')}
          </button>
        )}
      </section>
      <section>
        <h2>{say('myData')}</h2>
        <p>{say('myDataWhy')}</p>
        <button type="button" class="danger" onClick={() => erase(true)}>
          {say('erase')}
        </button>
      </section>
      {isErasing && <EraseDialog onClose={() => erase(false)} />}
    </div>
  );
};

export default Orders;
