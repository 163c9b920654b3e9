import type { Schema } from '../../api/client.js';
import { money, number } from '../../texts/formats.js';
import { say as common } from '../texts.js';
import { say } from './texts.js';

type Order = Schema<'OrderTrack'>;

/** What was ordered, and what it comes to. */
export const OrderLines = ({ order }: { readonly order: Order }) => {
  const inMoney = (amount: number): string => money(amount, order.currency);
  return (
    <div class="scrolls" tabIndex={0} role="group" aria-label={say('lines')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{common('menu')}</th>
            <th scope="col" class="number">
              {say('quantity')}
            </th>
            <th scope="col" class="number">
              {say('unitPrice')}
            </th>
            <th scope="col" class="number">
              {say('sum')}
            </th>
          </tr>
        </thead>
        <tbody>
          {order.lines.map((line) => (
            <tr key={line.lineId}>
              <td>
                {line.menuName}
                {line.options.length > 0 && (
                  <span class="soft small block">{line.options.map(({ name }) => name).join(', ')}</span>
                )}
              </td>
              <td class="number">{number(line.quantity)}</td>
              <td class="number">{inMoney(line.unitPrice)}</td>
              <td class="number">{inMoney(line.unitPrice * line.quantity)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          {order.deliveryFee > 0 && (
            <>
              <tr>
                <th scope="row" colSpan={3}>
                  {say('subtotal')}
                </th>
                <td class="number">{inMoney(order.subtotal)}</td>
              </tr>
              <tr>
                <th scope="row" colSpan={3}>
                  {say('deliveryFee')}
                </th>
                <td class="number">{inMoney(order.deliveryFee)}</td>
              </tr>
            </>
          )}
          <tr>
            <th scope="row" colSpan={3}>
              {common('total')}
            </th>
            <td class="number">
              <strong>{inMoney(order.total)}</strong>
            </td>
          </tr>
          {order.tax && order.tax.rate > 0 && (
            <tr>
              <th scope="row" colSpan={3}>
                {say('taxIn', { rate: number(order.tax.rate) })}
              </th>
              <td class="number">{inMoney(order.tax.tax)}</td>
            </tr>
          )}
          {order.refunded > 0 && (
            <tr>
              <th scope="row" colSpan={3}>
                {say('refunded')}
              </th>
              <td class="number">{inMoney(order.refunded)}</td>
            </tr>
          )}
        </tfoot>
      </table>
    </div>
  );
};
