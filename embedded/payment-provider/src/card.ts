/** What the payment provider does with a charge. */
export type Behaviour = 'approve' | 'decline' | 'cut' | 'slow' | 'unavailable';

const byCents: Readonly<Record<number, Behaviour>> = { 1: 'decline', 2: 'cut', 3: 'slow', 4: 'unavailable' };

/** The cents decide, as test cards do. `amount` is in integer minor units (1/100). */
export const behaviourOf = (amount: number): Behaviour => byCents[amount % 100] ?? 'approve';
