import { useSignal } from '@preact/signals';
import { CommandButton } from '../../ui/button.js';
import { type SameKeys, textsOf } from '../../texts/texts.js';
import { Dialog } from '../../ui/dialog.js';
import { ProblemNote } from '../../ui/problem.js';
import { ReasonField } from '../reason-field.js';
import { texts } from '../texts.js';
import { numberOf } from '../words.js';
import type { Entry } from './board.js';
import type { Asking } from './desk.js';
import type { Steps } from './steps.js';

const en = {
  refuseTitle: 'Refuse order {number}',
  cancelTitle: 'Cancel order {number}',
  failTitle: 'Order {number} was not delivered',
} as const;

const ko: SameKeys<typeof en> = {
  refuseTitle: '주문 {number} 거절',
  cancelTitle: '주문 {number} 취소',
  failTitle: '주문 {number} 배달 실패',
};

const titles = textsOf({ en, ko });

interface Props {
  readonly steps: Steps;
  readonly entry: Entry;
  readonly step: Exclude<Asking['what'], 'print'>;
  readonly onClose: () => void;
}

const TITLES = { refuse: 'refuseTitle', cancel: 'cancelTitle', fail: 'failTitle' } as const;

/** Why an order is refused, cancelled or not delivered, before it is. */
const ReasonDialog = ({ steps, entry, step, onClose }: Props) => {
  const reason = useSignal('');
  const send = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (await steps.run(step, { reason: reason.value.trim() })) onClose();
  };
  return (
    <Dialog title={titles(TITLES[step], { number: numberOf(entry.order.value) })} onClose={onClose}>
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
