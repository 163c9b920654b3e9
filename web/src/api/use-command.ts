import { type ReadonlySignal, signal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { foundDone } from './already.js';
import { Intent } from './intent.js';
import { type Problem, problemOf, SENT_AGAIN } from './problem.js';

/** Something that can be done with a button: `run` answers undefined where it was refused, or is under way already. */
export interface Command<Args extends readonly unknown[], Result> {
  readonly run: (...args: Args) => Promise<Result | undefined>;
  readonly busy: ReadonlySignal<boolean>;
  /** Also while it is under way, where its answer was lost and it is sent again. */
  readonly problem: ReadonlySignal<Problem | null>;
  readonly forget: () => void;
}

type Send<Args extends readonly unknown[], Result> = (
  headers: { readonly 'Idempotency-Key': string },
  ...args: Args
) => Promise<Result>;

/** A command that outlives the component which shows it. */
export const commandOf = <Args extends readonly unknown[], Result>(send: Send<Args, Result>): Command<Args, Result> => {
  const busy = signal(false);
  const problem = signal<Problem | null>(null);
  const intent = new Intent({ onUnknown: () => void (problem.value = SENT_AGAIN) });
  const run = async (...args: Args): Promise<Result | undefined> => {
    if (busy.peek()) return undefined;
    busy.value = true;
    problem.value = null;
    foundDone.value = null;
    try {
      const result = await intent.send(JSON.stringify(args), (key) => send({ 'Idempotency-Key': key }, ...args));
      problem.value = null;
      return result;
    } catch (error) {
      problem.value = problemOf(error);
      return undefined;
    } finally {
      busy.value = false;
    }
  };
  return { run, busy, problem, forget: () => void (problem.value = null) };
};

/** A command whose button is disabled while it is under way. `send` gets the Idempotency-Key of this intent as a header. */
export const useCommand = <Args extends readonly unknown[], Result>(
  send: Send<Args, Result>,
): Command<Args, Result> => {
  const latest = useRef(send);
  latest.current = send;
  const command = useRef<Command<Args, Result> | null>(null);
  command.current ??= commandOf((headers, ...args: Args) => latest.current(headers, ...args));
  return command.current;
};
