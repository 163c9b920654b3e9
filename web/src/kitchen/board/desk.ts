import type { Signal } from '@preact/signals';
import type { Board, Entry } from './board.js';
import type { Step } from './order-steps.js';

/** What is asked before a step is taken, or what is to be printed. */
export interface Asking {
  readonly entry: Entry;
  readonly what: Extract<Step, 'refuse' | 'cancel' | 'fail'> | 'print';
}

/** What every ticket needs beside its order: the board, and what is asked in front of it. */
export interface Desk {
  readonly board: Board;
  readonly asking: Signal<Asking | null>;
}
