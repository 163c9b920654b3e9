import { open, type RootDatabase } from 'lmdb';
import { behaviourOf } from './card.js';
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
}

export interface Refund {
  readonly id: string;
  readonly status: 'refunded';
  readonly charge: string;
  readonly amount: number;
  readonly idempotencyKey: string;
}

/** What really happened, for tests to ask; amounts in minor units. */
export interface Counters {
  readonly charges: Record<string, number>;
  readonly refunds: Record<string, number>;
  readonly totals: { charges: number; refunds: number; charged: number; refunded: number };
}

/** Every decision and every refund, with what really moved. */
export interface Entries {
  /** `times`: how often it was really charged; `refunded`: what went back of it, in minor units. */
  readonly charges: readonly (Charge & { readonly times: number; readonly refunded: number })[];
  readonly refunds: readonly Refund[];
}

export type ChargeOutcome = { type: 'made' | 'repeated'; charge: Charge } | { type: 'keyReused' };
export type RefundOutcome =
  | { type: 'made' | 'repeated'; refund: Refund }
  | { type: 'keyReused' | 'unknownCharge' }
  | { type: 'tooMuch'; left: number };

/**
 * The card company's books, in lmdb. Every change is one write transaction, and those run one after the other; a promise
 * resolves when its transaction is committed, so what was answered survives `kill -9`.
 */
export class Ledger {
  private readonly root: RootDatabase<string, string>;
  private readonly charges: Table<Charge>;
  private readonly chargeKeys: Table<string>;
  private readonly refunds: Table<Refund>;
  private readonly refunded: Table<number>;
  private readonly timesCharged: Table<number>;
  private readonly timesRefunded: Table<number>;
  private readonly numbers: Table<number>;

  /** Opens or makes the books in a folder. */
  constructor(dataDir: string) {
    this.root = open<string, string>({ path: dataDir, noSubdir: false, encoding: 'string' }); // a dot makes no file of it
    this.charges = new Table(this.root, 'charges');
    this.chargeKeys = new Table(this.root, 'chargeKeys');
    this.refunds = new Table(this.root, 'refunds');
    this.refunded = new Table(this.root, 'refunded');
    this.timesCharged = new Table(this.root, 'timesCharged');
    this.timesRefunded = new Table(this.root, 'timesRefunded');
    this.numbers = new Table(this.root, 'numbers');
  }

  /** Decides on a charge once per key. The same key with another amount or currency is `keyReused`. */
  charge({ key, ...asked }: ChargeRequest): Promise<ChargeOutcome> {
    return this.root.transaction((): ChargeOutcome => {
      const known = this.charges.get(key);
      if (known) {
        const same = known.amount === asked.amount && known.currency === asked.currency;
        return same ? { type: 'repeated', charge: known } : { type: 'keyReused' };
      }
      const status = behaviourOf(asked.amount) === 'decline' ? 'declined' : 'approved';
      const charge: Charge = { id: `ch_${this.next('charge')}`, status, ...asked, idempotencyKey: key };
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
      };
      this.refunds.put(key, refund);
      add(this.refunded, id, amount);
      add(this.timesRefunded, key, 1);
      return { type: 'made', refund };
    });
  }

  find(key: string): Charge | undefined {
    return this.charges.get(key);
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
    const charges = Object.values(this.charges.all()).map((charge) => ({
      ...charge,
      times: this.timesCharged.get(charge.idempotencyKey) ?? 0,
      refunded: this.refunded.get(charge.id) ?? 0,
    }));
    return { charges, refunds: Object.values(this.refunds.all()) };
  }

  /** Waits for what is being written, then frees the folder. */
  close(): Promise<void> {
    return this.root.close();
  }

  private next(name: string): number {
    return add(this.numbers, name, 1);
  }
}

const add = (table: Table<number>, key: string, amount: number): number => {
  const total = (table.get(key) ?? 0) + amount;
  table.put(key, total);
  return total;
};

const sum = (numbers: number[]): number => numbers.reduce((total, number) => total + number, 0);
