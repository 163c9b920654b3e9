/** What the payment provider does with a charge. */
export type Behaviour = 'approve' | 'decline' | 'cut' | 'slow' | 'unavailable';

const byCents: Readonly<Record<number, Behaviour>> = { 1: 'decline', 2: 'cut', 3: 'slow', 4: 'unavailable' };

/**
 * The last two digits decide, as test cards do: the cents, or what a currency without cents has in their place. `amount` is in
 * integer minor units (1/100); where no currency was asked for, it is one with cents.
 */
export const behaviourOf = (amount: number, currency: string | null): Behaviour =>
  byCents[(amount / unitOf(currency)) % 100] ?? 'approve';

/** The smallest amount of the currency, in 1/100. */
const unitOf = (currency: string | null): number => {
  if (currency === null || !Intl.supportedValuesOf('currency').includes(currency)) return 1;
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  return format.resolvedOptions().maximumFractionDigits === 0 ? 100 : 1;
};
