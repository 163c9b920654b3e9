import type { ReadonlySignal, Signal } from '@preact/signals';
import type { Board, Entry } from './board.js';
import type { Step } from './order-steps.js';

/** What is asked before a step is taken, or what is to be printed. */
export interface Asking {
  readonly entry: Entry;
  readonly what: Extract<Step, 'refuse' | 'cancel' | 'fail'> | 'print';
}

/** What every ticket needs beside its order: the board, what is asked in front of it, and whose time it goes by. */
export interface Desk {
  readonly board: Board;
  readonly asking: Signal<Asking | null>;
  /** Where the store is; null until that is known. */
  readonly timezone: ReadonlySignal<string | null>;
}
