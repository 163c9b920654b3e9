import { CommandButton } from '../../ui/button.js';
import { later } from '../../ui/later.js';
import { texts } from '../texts.js';
import { numberOf } from '../words.js';
import type { Entry } from './board.js';
import type { Asking, Desk } from './desk.js';
import { type BoardOrder, isPickup, nextStep, otherSteps, type Step } from './order-steps.js';
import type { Steps } from './steps.js';

type OtherStep = Exclude<Step, 'accept'>;

/** Of no use where a store accepts by itself, as most do. */
const Accept = later(() => import('./accept.js'));

interface Props {
  readonly entry: Entry;
  readonly desk: Desk;
  readonly steps: Steps;
}

const nameOf = (step: OtherStep, order: BoardOrder): string => {
  if (step === 'deliver' && isPickup(order)) return texts('pickedUp');
  if (step === 'dispatch' && order.status === 'DELIVERY_FAILED') return texts('dispatchAgain');
  return texts(step);
};

/** What may be done with an order: the next step by one tap, the rest beside it. */
export const StepButtons = ({ entry, desk, steps }: Props) => {
  const order = entry.order.value;
  const next = nextStep(order);
  const ask = (what: Asking['what']): void => void (desk.asking.value = { entry, what });
  const take = (step: Step): void => {
    if (step === 'refuse' || step === 'cancel' || step === 'fail') return ask(step);
    void steps.run(step, step === 'recall' ? { reason: texts('recallReason') } : {});
  };
  const labelled = (name: string): string => `${name}: ${texts('order', { number: numberOf(order) })}`;
  return (
    <div class="steps">
      {next === 'accept' && <Accept entry={entry} steps={steps} />}
      {next && next !== 'accept' && (
        <CommandButton command={steps} kind="main" onClick={() => take(next)}>
          {nameOf(next, order)}
        </CommandButton>
      )}
      <div class="others">
        {otherSteps(order).map((step) => (
          <CommandButton key={step} command={steps} label={labelled(nameOf(step, order))} onClick={() => take(step)}>
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
