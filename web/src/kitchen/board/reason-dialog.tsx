import { useSignal } from '@preact/signals';
import { CommandButton } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { ProblemNote } from '../../ui/problem.js';
import { ReasonField } from '../reason-field.js';
import { texts } from '../texts.js';
import { numberOf } from '../words.js';
import type { Board, Entry } from './board.js';
import type { Asking } from './desk.js';
import { stepsOf } from './steps.js';

interface Props {
  readonly board: Board;
  readonly entry: Entry;
  readonly step: Exclude<Asking['what'], 'print'>;
  readonly onClose: () => void;
}

const TITLES = { refuse: 'refuseTitle', cancel: 'cancelTitle', fail: 'failTitle' } as const;

/** Why an order is refused, cancelled or not delivered, before it is. */
const ReasonDialog = ({ board, entry, step, onClose }: Props) => {
  const steps = stepsOf(board, entry);
  const reason = useSignal('');
  const send = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (await steps.run(step, { reason: reason.value.trim() })) onClose();
  };
  return (
    <Dialog title={texts(TITLES[step], { number: numberOf(entry.order.value) })} onClose={onClose}>
      <form onSubmit={(event) => void send(event)}>
        <ReasonField reason={reason} of={step} />
        <ProblemNote of={steps.problem.value} />
        <CommandButton command={steps} submit kind="danger">
          {texts(step)}
        </CommandButton>
      </form>
    </Dialog>
  );
};

export default ReasonDialog;
