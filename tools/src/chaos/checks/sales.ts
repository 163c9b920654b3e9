import { type Minor, salesByDayModel, type SalesDay } from '@doremi/domain';
import { of, type History } from '../history/history.js';

/** What one store and day should show, and shows; minor units. */
interface Sales {
  readonly orders: number;
  readonly revenue: Minor;
}

const NONE: Sales = { orders: 0, revenue: 0 };

/**
 * Where the daily sales are not what happened. Orders and revenue are added up from the orders that stores received;
 * what is left after refunds has to be what the payment provider kept, to the last hundredth.
 */
export const salesOff = ({ events, ledger, readModels }: History): { off: Minor; found: string[] } => {
  const days = [...(readModels.find(({ name }) => name === salesByDayModel.name)?.stored ?? [])] as [
    string,
    SalesDay,
  ][];
  const shown = new Map(days);
  const expected = new Map<string, Sales>();
  for (const { data } of of(events, 'OrderReceived')) {
    const key = `${data.storeId}.${data.businessDay}`;
    const { orders, revenue } = expected.get(key) ?? NONE;
    expected.set(key, { orders: orders + 1, revenue: revenue + data.total });
  }
  const perDay = [...new Set([...expected.keys(), ...shown.keys()])].flatMap((key) => {
    const [is, should] = [shown.get(key) ?? NONE, expected.get(key) ?? NONE];
    if (is.orders === should.orders && is.revenue === should.revenue) return [];
    const off = Math.abs(is.revenue - should.revenue);
    return [
      { off, what: `${key}: ${is.orders} orders of ${is.revenue} instead of ${should.orders} of ${should.revenue}` },
    ];
  });
  const kept = sum(ledger.charges.map(({ times, amount, refunded }) => times * amount - refunded));
  const acknowledged = sum(days.map(([, { revenue, refunds }]) => revenue - refunds));
  const net =
    kept === acknowledged
      ? []
      : [
          {
            off: Math.abs(kept - acknowledged),
            what: `the payment provider kept ${kept}, and sales say ${acknowledged}`,
          },
        ];
  const all = [...perDay, ...net];
  return { off: sum(all.map(({ off }) => off)), found: all.map(({ what }) => what) };
};

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
