import { useSignal } from '@preact/signals';
import { useCommand } from '../../api/use-command.js';
import { CommandButton } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { ProblemNote } from '../../ui/problem.js';
import { ReasonField } from '../reason-field.js';
import type { Key } from './menu-commands.js';

interface Props {
  readonly of: 'reject' | 'delist';
  readonly title: string;
  readonly lead?: string;
  readonly action: string;
  readonly send: (key: Key, reason: string) => Promise<unknown>;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** Why a menu is refused or delisted, before it is. */
export const MenuReasonDialog = ({ of, title, lead, action, send, onDone, onClose }: Props) => {
  const reason = useSignal('');
  const sending = useCommand(send);
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (await sending.run(reason.value.trim())) onDone();
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <form onSubmit={(event) => void submit(event)}>
        {lead !== undefined && <p>{lead}</p>}
        <ReasonField reason={reason} of={of} />
        <ProblemNote of={sending.problem.value} />
        <CommandButton command={sending} submit kind="danger">
          {action}
        </CommandButton>
      </form>
    </Dialog>
  );
};
