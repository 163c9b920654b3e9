import { useMemo, useState } from 'preact/hooks';
import { day, money, shortDay } from '../../texts/formats.js';
import { Field } from '../../ui/field.js';
import { later } from '../../ui/later.js';
import { LiveState } from '../../ui/live-state.js';
import { PageTitle } from '../../ui/page-title.js';
import { Loading, ProblemNote } from '../../ui/problem.js';
import { ExportButton } from '../export.js';
import { say as exporting } from '../export.texts.js';
import { StoreFilter } from '../filter-fields.js';
import { storeLabel } from '../store-label.js';
import { areNamed, useStores } from '../stores-known.js';
import { say as common } from '../texts.js';
import { MenusSold } from './menus-sold.js';
import { daysOf, type Range, rangeFault, usualRange } from './sales-range.js';
import { byDay, byStore, type Sum, sumOf } from './sales-sums.js';
import { SumsTable } from './sums-table.js';
import { say } from './texts.js';
import { useSales } from './use-sales.js';

const Chart = later(() => import('./chart.js'));

const seriesOf = (sums: readonly Sum[]) =>
  [
    { name: say('revenue'), kind: 'revenue', values: sums.map(({ revenue }) => revenue) },
    { name: say('refunds'), kind: 'refunds', values: sums.map(({ refunds }) => refunds) },
  ] as const;

interface ShownProps {
  readonly range: Range;
  readonly storeId: number | undefined;
}

const SalesShown = ({ range, storeId }: ShownProps) => {
  const { days: sold, menus, isCurrent, problem, reload } = useSales(range, storeId);
  const stores = useStores();
  const sums = useMemo(() => {
    if (!sold) return null;
    const days = daysOf(
      range,
      sold.map(({ businessDay }) => businessDay),
      Date.now(),
    );
    return { days: byDay(sold, days), stores: byStore(sold), together: sumOf(sold) };
  }, [sold]);
  if (!sold || !menus || !sums || !areNamed(stores))
    return problem ? <ProblemNote of={problem} onRetry={reload} /> : <Loading />;
  if (sold.length === 0) return <p class="soft">{say('nothing')}</p>;
  return (
    <div class="stack">
      <LiveState isCurrent={isCurrent} />
      <ProblemNote of={problem} onRetry={reload} />
      <section class="card">
        <h2>{say('byDay')}</h2>
        <div class="chart-place">
          <Chart
            label={say('chart', { what: say('byDay') })}
            names={sums.days.map(([of]) => day(of))}
            ticks={sums.days.map(([of]) => shortDay(of))}
            series={seriesOf(sums.days.map(([, sum]) => sum))}
            format={money}
          />
        </div>
        <SumsTable
          label={say('byDay')}
          head={common('day')}
          rows={[...sums.days]
            .reverse()
            .filter(([, { orders, refunds, cancelled }]) => orders + refunds + cancelled > 0)
            .map(([of, sum]) => ({
              ...{ key: of, name: day(of), sum },
              action: <ExportButton of="orders" day={of} storeId={storeId} />,
            }))}
          together={sums.together}
          actions={exporting('export')}
        />
      </section>
      {storeId === undefined && (
        <section class="card">
          <h2>{say('byStore')}</h2>
          <div class="chart-place">
            <Chart
              label={say('chart', { what: say('byStore') })}
              names={sums.stores.map(([of]) => storeLabel(stores.data.value, of))}
              series={seriesOf(sums.stores.map(([, sum]) => sum))}
              format={money}
            />
          </div>
          <SumsTable
            label={say('byStore')}
            head={common('store')}
            rows={sums.stores.map(([of, sum]) => ({
              ...{ key: String(of), name: storeLabel(stores.data.value, of), sum },
            }))}
            together={sums.together}
          />
        </section>
      )}
      <MenusSold sales={menus} />
    </div>
  );
};

/** What was sold, by day, store and menu, as charts that have a table. */
const Sales = () => {
  const stores = useStores();
  const [range, setRange] = useState(() => usualRange(Date.now()));
  const [store, setStore] = useState('');
  const fault = rangeFault(range);
  return (
    <>
      <PageTitle>{common('sales')}</PageTitle>
      <form class="row filters" aria-label={common('filters')} onSubmit={(event) => event.preventDefault()}>
        <StoreFilter stores={stores.data.value} value={store} onChange={setStore} />
        <Field label={say('from')} refused={fault ? { detail: say(fault) } : undefined}>
          {(labelled) => (
            <input
              {...labelled}
              type="date"
              value={range.from}
              onChange={({ currentTarget }) => setRange({ ...range, from: currentTarget.value })}
            />
          )}
        </Field>
        <Field label={say('to')}>
          {(labelled) => (
            <input
              {...labelled}
              type="date"
              value={range.to}
              onChange={({ currentTarget }) => setRange({ ...range, to: currentTarget.value })}
            />
          )}
        </Field>
      </form>
      {!fault && <SalesShown range={range} storeId={store === '' ? undefined : Number(store)} />}
    </>
  );
};

export default Sales;
