import { useSignal } from '@preact/signals';
import { CommandButton } from '../../ui/button.js';
import { texts } from '../texts.js';
import { numberOf } from '../words.js';
import type { Entry } from './board.js';
import type { Asking, Desk } from './desk.js';
import { type BoardOrder, isPickup, nextStep, otherSteps, type Step } from './order-steps.js';
import type { Steps } from './steps.js';

interface Props {
  readonly entry: Entry;
  readonly desk: Desk;
  readonly steps: Steps;
}

const STEP_MINUTES = 5;
const MOST_MINUTES = 240;

const nameOf = (step: Step, order: BoardOrder): string => {
  if (step === 'accept') return texts('acceptWanted');
  if (step === 'deliver' && isPickup(order)) return texts('pickedUp');
  if (step === 'dispatch' && order.status === 'DELIVERY_FAILED') return texts('dispatchAgain');
  return texts(step);
};

/** In how many minutes it will be there; a time that somebody wanted is the promise by itself. */
const Accept = ({ entry, desk, steps }: Props) => {
  const changed = useSignal(0);
  const order = entry.order.value;
  const isWanted = Boolean(order.fulfilment?.wantedAt);
  const isAhead = steps.isAhead.value === order;
  const minutes = Math.min(MOST_MINUTES, Math.max(STEP_MINUTES, desk.minutes.value + changed.value));
  const run = (): void => void steps.run('accept', isWanted ? {} : { minutes });
  const change = (by: number): void => void (changed.value = minutes + by - desk.minutes.value);
  return (
    <div class="minutes">
      {!isWanted && (
        <button type="button" aria-label={texts('minutesLess')} onClick={() => change(-STEP_MINUTES)}>
          −
        </button>
      )}
      <CommandButton command={steps} kind="main" disabled={isAhead} onClick={run}>
        {isWanted ? texts('acceptWanted') : texts('accept', { n: minutes })}
      </CommandButton>
      {!isWanted && (
        <button type="button" aria-label={texts('minutesMore')} onClick={() => change(STEP_MINUTES)}>
          +
        </button>
      )}
    </div>
  );
};

/** What may be done with an order: the next step by one tap, the rest beside it. */
export const StepButtons = ({ entry, desk, steps }: Props) => {
  const order = entry.order.value;
  const isAhead = steps.isAhead.value === order;
  const next = nextStep(order);
  const ask = (what: Asking['what']): void => void (desk.asking.value = { entry, what });
  const take = (step: Step): void => {
    if (step === 'refuse' || step === 'cancel' || step === 'fail') return ask(step);
    void steps.run(step, step === 'recall' ? { reason: texts('recallReason') } : {});
  };
  const labelled = (name: string): string => `${name}: ${texts('order', { number: numberOf(order) })}`;
  return (
    <div class="steps">
      {next === 'accept' && <Accept entry={entry} desk={desk} steps={steps} />}
      {next && next !== 'accept' && (
        <CommandButton command={steps} kind="main" disabled={isAhead} onClick={() => take(next)}>
          {nameOf(next, order)}
        </CommandButton>
      )}
      <div class="others">
        {otherSteps(order).map((step) => (
          <CommandButton
            key={step}
            command={steps}
            disabled={isAhead}
            label={labelled(nameOf(step, order))}
            onClick={() => take(step)}
          >
            {nameOf(step, order)}
          </CommandButton>
        ))}
        <button type="button" aria-label={labelled(texts('ticket'))} onClick={() => ask('print')}>
          {texts('ticket')}
        </button>
      </div>
    </div>
  );
};
