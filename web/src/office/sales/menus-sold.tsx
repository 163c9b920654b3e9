import type { Schema } from '../../api/client.js';
import { money, number } from '../../texts/formats.js';
import { later } from '../../ui/later.js';
import { say as common } from '../texts.js';
import { bestFirst, type MenuSales } from './sales-sums.js';
import { say } from './texts.js';

const Chart = later(() => import('./chart.js'));

/** As many as have room beside each other. */
const MOST_BARS = 16;

const optionsOf = ({ options }: MenuSales): string =>
  options.map(({ name, sold }) => say('optionSold', { name, sold: number(sold) })).join(', ');

/** What was sold of each menu, those that brought in most first. */
export const MenusSold = ({ sales }: { readonly sales: Schema<'SalesByMenu'> }) => {
  const menus = bestFirst(sales.items);
  const shown = menus.slice(0, MOST_BARS);
  return (
    <section class="card">
      <h2>{say('byMenu')}</h2>
      <div class="chart-place">
        <Chart
          label={say('chart', { what: say('byMenu') })}
          names={shown.map(({ menuName }) => menuName)}
          series={[
            { name: say('revenue'), kind: 'revenue', values: shown.map(({ revenue }) => revenue) },
            { name: say('returnedAmount'), kind: 'refunds', values: shown.map(({ returnedAmount }) => returnedAmount) },
          ]}
          format={money}
        />
      </div>
      <div class="scrolls" tabIndex={0} role="group" aria-label={say('byMenu')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{common('menu')}</th>
              {(['sold', 'revenue', 'returned', 'returnedAmount'] as const).map((name) => (
                <th key={name} scope="col" class="number">
                  {say(name)}
                </th>
              ))}
              <th scope="col">{say('optionsSold')}</th>
            </tr>
          </thead>
          <tbody>
            {menus.map((menu) => (
              <tr key={menu.menuId}>
                <th scope="row">{menu.menuName}</th>
                <td class="number">{number(menu.sold)}</td>
                <td class="number">{money(menu.revenue)}</td>
                <td class="number">{number(menu.returned)}</td>
                <td class="number">{money(menu.returnedAmount)}</td>
                <td class="text">{optionsOf(menu)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {sales.refundedInPart > 0 && (
        <p class="soft small">{say('refundedInPart', { amount: money(sales.refundedInPart) })}</p>
      )}
    </section>
  );
};
