import { open, type RootDatabase } from 'lmdb';
import type { Behaviour } from './card.js';
import { type OddAnswer, type OddKind, type Oddness, oddAnswerOf } from './odd-answers.js';
import type { ChargeRequest, RefundRequest } from './requests.js';
import { Table } from './table.js';

/** A decision about one key; a declined one moved no money. */
export interface Charge {
  readonly id: string;
  readonly status: 'approved' | 'declined';
  /** Integer minor units (1/100). */
  readonly amount: number;
  readonly currency: string;
  readonly reference?: string;
  readonly idempotencyKey: string;
  /** When it was decided; ISO 8601, UTC. Books of an earlier release have none. */
  readonly created?: string;
}

export interface Refund {
  readonly id: string;
  readonly status: 'refunded';
  readonly charge: string;
  readonly amount: number;
  readonly idempotencyKey: string;
  readonly created?: string;
}

/** A charge as the books list it: `refunded` is what went back of it, in minor units. */
export type ListedCharge = Charge & { readonly created: string; readonly refunded: number };

/** A refund as the books list it: `chargeKey` is the key of the charge that it is of. */
export type ListedRefund = Refund & { readonly created: string; readonly chargeKey: string };

/** What really happened, for tests to ask; amounts in minor units. */
export interface Counters {
  readonly charges: Record<string, number>;
  readonly refunds: Record<string, number>;
  readonly totals: { charges: number; refunds: number; charged: number; refunded: number };
}

/** Every decision and every refund, with what really moved. */
export interface Entries {
  /** `times`: how often it was really charged. */
  readonly charges: readonly (ListedCharge & { readonly times: number })[];
  readonly refunds: readonly Refund[];
  /** How many answers of each odd kind were given. */
  readonly oddAnswers: Readonly<Partial<Record<OddKind, number>>>;
}

export type ChargeOutcome = { type: 'made' | 'repeated'; charge: Charge } | { type: 'keyReused' };
export type RefundOutcome =
  | { type: 'made' | 'repeated'; refund: Refund }
  | { type: 'keyReused' | 'unknownCharge' }
  | { type: 'tooMuch'; left: number };

/**
 * The payment provider's books, in lmdb. Every change is one write transaction, and those run one after the other; a promise
 * resolves when its transaction is committed, so what was answered survives `kill -9`.
 */
export class Ledger {
  private readonly root: RootDatabase<string, string>;
  private readonly charges: Table<Charge>;
  private readonly chargeKeys: Table<string>;
  private readonly refunds: Table<Refund>;
  private readonly refundKeys: Table<string>;
  private readonly refunded: Table<number>;
  private readonly timesCharged: Table<number>;
  private readonly timesRefunded: Table<number>;
  private readonly numbers: Table<number>;
  private readonly timesAsked: Table<number>;
  private readonly oddAnswers: Table<number>;

  /** Opens or makes the books in a folder. */
  constructor(dataDir: string) {
    this.root = open<string, string>({ path: dataDir, noSubdir: false, encoding: 'string' }); // a dot makes no file of it
    this.charges = new Table(this.root, 'charges');
    this.chargeKeys = new Table(this.root, 'chargeKeys');
    this.refunds = new Table(this.root, 'refunds');
    this.refundKeys = new Table(this.root, 'refundKeys');
    this.refunded = new Table(this.root, 'refunded');
    this.timesCharged = new Table(this.root, 'timesCharged');
    this.timesRefunded = new Table(this.root, 'timesRefunded');
    this.numbers = new Table(this.root, 'numbers');
    this.timesAsked = new Table(this.root, 'timesAsked');
    this.oddAnswers = new Table(this.root, 'oddAnswers');
    this.listOldRefunds();
  }

  /** Decides on a charge once per key. The same key with another amount or currency is `keyReused`. */
  charge({ key, ...asked }: ChargeRequest, behaviour: Behaviour): Promise<ChargeOutcome> {
    return this.root.transaction((): ChargeOutcome => {
      const known = this.charges.get(key);
      if (known) {
        const same = known.amount === asked.amount && known.currency === asked.currency;
        return same ? { type: 'repeated', charge: known } : { type: 'keyReused' };
      }
      const status = behaviour === 'decline' ? 'declined' : 'approved';
      const id = `ch_${this.next('charge')}`;
      const charge: Charge = { id, status, ...asked, idempotencyKey: key, created: now() };
      this.charges.put(key, charge);
      this.chargeKeys.put(charge.id, key);
      if (status === 'approved') add(this.timesCharged, key, 1);
      return { type: 'made', charge };
    });
  }

  /** Gives money back once per key, at most what is left of the charge. */
  refund({ key, charge: id, amount }: RefundRequest): Promise<RefundOutcome> {
    return this.root.transaction((): RefundOutcome => {
      const known = this.refunds.get(key);
      if (known) {
        return known.charge === id && known.amount === amount
          ? { type: 'repeated', refund: known }
          : { type: 'keyReused' };
      }
      const charge = this.charges.get(this.chargeKeys.get(id) ?? '');
      if (charge?.status !== 'approved') return { type: 'unknownCharge' };
      const left = charge.amount - (this.refunded.get(id) ?? 0);
      if (amount > left) return { type: 'tooMuch', left };
      const refund: Refund = {
        id: `re_${this.next('refund')}`,
        status: 'refunded',
        charge: id,
        amount,
        idempotencyKey: key,
        created: now(),
      };
      this.refunds.put(key, refund);
      this.refundKeys.put(refund.id, key);
      add(this.refunded, id, amount);
      add(this.timesRefunded, key, 1);
      return { type: 'made', refund };
    });
  }

  /** Draws whether the next answer to `key` is odd, and counts it where it is. */
  async drawOddAnswer(key: string, oddness: Oddness): Promise<OddAnswer | undefined> {
    if (oddness.percent === 0) return undefined;
    return this.root.transaction(() => {
      const odd = oddAnswerOf(oddness, key, add(this.timesAsked, key, 1) - 1);
      if (odd) add(this.oddAnswers, odd.kind, 1);
      return odd;
    });
  }

  find(key: string): Charge | undefined {
    return this.charges.get(key);
  }

  /** Every decision in the order it was made, after the one of this number. */
  *chargesAfter(number: number): Generator<ListedCharge> {
    for (const key of this.keysAfter(this.chargeKeys, 'ch', number)) {
      const charge = this.charges.get(key);
      if (charge) yield { created: LONG_AGO, ...charge, refunded: this.refunded.get(charge.id) ?? 0 };
    }
  }

  /** Every refund in the order it was made, after the one of this number. */
  *refundsAfter(number: number): Generator<ListedRefund> {
    for (const key of this.keysAfter(this.refundKeys, 're', number)) {
      const refund = this.refunds.get(key);
      if (refund) yield { created: LONG_AGO, ...refund, chargeKey: this.chargeKeys.get(refund.charge) ?? '' };
    }
  }

  counters(): Counters {
    const charges = this.timesCharged.all();
    const refunds = this.timesRefunded.all();
    const amountOf = (key: string) => this.charges.get(key)?.amount ?? 0;
    return {
      charges,
      refunds,
      totals: {
        charges: sum(Object.values(charges)),
        refunds: sum(Object.values(refunds)),
        charged: sum(Object.entries(charges).map(([key, times]) => times * amountOf(key))),
        refunded: sum(Object.values(this.refunded.all())),
      },
    };
  }

  entries(): Entries {
    const charges = [...this.chargesAfter(0)].map((charge) => ({
      ...charge,
      times: this.timesCharged.get(charge.idempotencyKey) ?? 0,
    }));
    return { charges, refunds: [...this.refundsAfter(0)], oddAnswers: this.oddAnswers.all() };
  }

  /** Waits for what is being written, then frees the folder. */
  close(): Promise<void> {
    return this.root.close();
  }

  /** Books of an earlier release know no order of refunds. */
  private listOldRefunds(): void {
    const refunds = this.refundKeys.get('re_1') === undefined ? Object.values(this.refunds.all()) : [];
    this.root.transactionSync(() => {
      for (const { id, idempotencyKey } of refunds) this.refundKeys.put(id, idempotencyKey);
    });
  }

  /** Numbers are given without a gap, so the keys of one kind stand in their order. */
  private *keysAfter(keys: Table<string>, prefix: 'ch' | 're', number: number): Generator<string> {
    for (let next = number + 1; ; next++) {
      const key = keys.get(`${prefix}_${next}`);
      if (key === undefined) return;
      yield key;
    }
  }

  private next(name: string): number {
    return add(this.numbers, name, 1);
  }
}

/** When something happened that the books give no time of. */
const LONG_AGO = new Date(0).toISOString();

const now = (): string => new Date().toISOString();

const add = (table: Table<number>, key: string, amount: number): number => {
  const total = (table.get(key) ?? 0) + amount;
  table.put(key, total);
  return total;
};

const sum = (numbers: number[]): number => numbers.reduce((total, number) => total + number, 0);
