import { type DomainEvent, projection } from '@doremi/event-sourcing';

/** What an event does: adds; adds if there is something to add to; throws until it is cured; throws for ever; nothing. */
export type Kind = 'Added' | 'Touched' | 'Poisoned' | 'Cursed' | 'Unheard';

export interface Entry {
  readonly kind: Kind;
  readonly key: string;
}

type Numbered<Type> = Type extends string ? DomainEvent<Type, { readonly key: string; readonly n: number }> : never;
type LedgerEvent = Numbered<Kind>;

/** The numbers of the events folded into it, in the order in which they were, and their sum, as a counter is kept. */
export interface Ledger {
  readonly numbers: readonly number[];
  readonly sum: number;
}

const NEW: Ledger = { numbers: [], sum: 0 };
const and = ({ numbers, sum }: Ledger, n: number): Ledger => ({ numbers: [...numbers, n], sum: sum + n });

/** What was appended, and what has to come of it: counted from the commands, not by a fold of the engine. */
export class Expectation {
  private readonly entries: Entry[] = [];
  private curedUpTo = 0;

  /** The events of these entries, to be appended behind those before. Their numbers begin at 1. */
  append(entries: readonly Entry[]): LedgerEvent[] {
    return entries.map((entry) => {
      const n = this.entries.push(entry);
      return { type: entry.kind, data: { key: entry.key, n } };
    });
  }

  /** From now on none of the poison that is there throws. */
  cure(): void {
    this.curedUpTo = this.entries.length;
  }

  get length(): number {
    return this.entries.length;
  }

  /** Events that count as handled. */
  get heard(): number {
    return this.entries.filter(({ kind }) => kind !== 'Unheard').length;
  }

  get keys(): string[] {
    return [...new Set(this.entries.map(({ key }) => key))];
  }

  /** The numbers that a document has once everything up to the n-th event is folded, cured or left out. */
  numbersOf(key: string, upTo = this.entries.length): number[] {
    const own: number[] = [];
    for (const [index, entry] of this.entries.slice(0, upTo).entries()) {
      if (entry.key !== key || entry.kind === 'Cursed' || entry.kind === 'Unheard') continue;
      if (entry.kind !== 'Touched' || own.length > 0) own.push(index + 1);
    }
    return own;
  }

  /** Throws unless the document is what the first of its events make, and at least the first `upTo` of all. */
  check(key: string, { numbers, sum }: Ledger, upTo: number): void {
    const expected = this.numbersOf(key);
    const isPrefix = numbers.every((number, index) => number === expected[index]);
    const isEnough = numbers.length >= this.numbersOf(key, upTo).length;
    const isCounted = sum === numbers.reduce((total, n) => total + n, 0);
    if (isPrefix && isEnough && isCounted) return;
    throw new Error(
      `${key} is ${JSON.stringify({ numbers, sum })}; all of it: ${JSON.stringify(expected)}; to ${upTo}`,
    );
  }

  /** The projection of these events. */
  projection() {
    const failing = (ledger: Ledger | undefined, { n }: { readonly n: number }): Ledger => {
      if (n > this.curedUpTo) throw new Error('poison');
      return and(ledger ?? NEW, n);
    };
    return projection<Ledger, Numbered<Exclude<Kind, 'Unheard'>>>({
      name: 'ledger',
      version: 1,
      database: 'main',
      key: ({ data }) => data.key,
      on: {
        Added: (ledger, { n }) => and(ledger ?? NEW, n),
        Touched: (ledger, { n }) => ledger && and(ledger, n),
        Poisoned: failing,
        Cursed: () => {
          throw new Error('curse');
        },
      },
      indexes: [],
    });
  }
}
