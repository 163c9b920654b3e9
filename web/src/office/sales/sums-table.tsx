import type { ComponentChildren } from 'preact';
import { money, number } from '../../texts/formats.js';
import type { Sum } from './sales-sums.js';
import { say } from './texts.js';

interface Row {
  readonly key: string;
  readonly name: string;
  readonly sum: Sum;
  readonly action?: ComponentChildren;
}

interface Props {
  readonly label: string;
  readonly head: string;
  readonly rows: readonly Row[];
  readonly together: Sum;
  readonly actions?: string;
}

const HEADS = ['orders', 'revenue', 'tax', 'refunds', 'cancelled', 'delivered', 'minutes', 'late'] as const;

const cells = (sum: Sum): readonly string[] => [
  number(sum.orders),
  money(sum.revenue),
  money(sum.tax),
  money(sum.refunds),
  number(sum.cancelled),
  number(sum.delivered),
  sum.averageMinutes === null ? '–' : number(Math.round(sum.averageMinutes * 10) / 10),
  number(sum.late),
];

const Cells = ({ of }: { readonly of: Sum }) => (
  <>
    {cells(of).map((cell, index) => (
      <td key={index} class="number">
        {cell}
      </td>
    ))}
  </>
);

/** What a chart shows, and more, to be read. */
export const SumsTable = ({ label, head, rows, together, actions }: Props) => (
  <div class="scrolls" tabIndex={0} role="group" aria-label={label}>
    <table>
      <thead>
        <tr>
          <th scope="col">{head}</th>
          {HEADS.map((name) => (
            <th key={name} scope="col" class="number">
              {say(name)}
            </th>
          ))}
          {actions !== undefined && (
            <th scope="col">
              <span class="unseen">{actions}</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, name, sum, action }) => (
          <tr key={key}>
            <th scope="row">{name}</th>
            <Cells of={sum} />
            {actions !== undefined && <td>{action}</td>}
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{say('together')}</th>
          <Cells of={together} />
          {actions !== undefined && <td />}
        </tr>
      </tfoot>
    </table>
  </div>
);
