import { computed, signal } from '@preact/signals';
import { orAlready } from '../../api/already.js';
import { answered, api } from '../../api/client.js';
import { type Command, commandOf } from '../../api/use-command.js';
import type { Board, Entry } from './board.js';
import { type BoardOrder, isTaken, type Step } from './order-steps.js';

/** What goes with a step: minutes of an acceptance, the reason of what needs one. */
export interface With {
  readonly minutes?: number;
  readonly reason?: string;
  readonly courier?: string;
}

type Headers = { readonly 'Idempotency-Key': string };

const send = (header: Headers, orderId: number, step: Step, { minutes, reason = '', courier }: With) => {
  const params = { path: { orderId }, header };
  switch (step) {
    case 'accept':
      return api.POST('/myorder/{orderId}/accept', { params, body: minutes === undefined ? {} : { minutes } });
    case 'refuse':
      return api.POST('/myorder/{orderId}/refuse', { params, body: { reason } });
    case 'start':
      return api.POST('/myorder/{orderId}/cooking/start', { params });
    case 'complete':
      return api.POST('/myorder/{orderId}/cooking/complete', { params });
    case 'recall':
      return api.POST('/myorder/{orderId}/recall', { params, body: { reason } });
    case 'dispatch':
      return api.POST('/myorder/delivery/{orderId}', { params, body: courier === undefined ? {} : { courier } });
    case 'deliver':
      return api.POST('/myorder/delivery/{orderId}/complete', { params });
    case 'fail':
      return api.POST('/myorder/delivery/{orderId}/fail', { params, body: { reason } });
    case 'cancel':
      return api.POST('/myorder/{orderId}/cancel', { params, body: { reason } });
  }
};

/** The steps of one order: one at a time, and under way until the board tells what came of it. */
export type Steps = Command<[Step, With], unknown>;

const known = new WeakMap<Entry, Steps>();

export const stepsOf = (board: Board, entry: Entry): Steps => {
  const { orderId } = entry;
  const make = (): Steps => {
    /** Done, but not told yet: what is shown is of before. */
    const ahead = signal<BoardOrder | null>(null);
    const command = commandOf(async (headers: Headers, step: Step, what: With) => {
      const shown = entry.order.peek();
      board.see(entry);
      const order = await orAlready(answered(send(headers, orderId, step, what)), async ({ code, currentStatus }) => {
        if (code !== 'ORDER_STEP_NOT_ALLOWED' || !isTaken(step, currentStatus as BoardOrder['status'])) return null;
        const { takenAlready } = await import('./taken-already.js');
        return takenAlready(step, shown);
      });
      if (entry.order.peek() === shown) ahead.value = shown;
      // Whoever does it here need not be told.
      if (step === 'cancel' || step === 'refuse') board.acknowledge(orderId);
      return order;
    });
    return { ...command, busy: computed(() => command.busy.value || ahead.value === entry.order.value) };
  };
  const steps = known.get(entry) ?? make();
  known.set(entry, steps);
  return steps;
};
