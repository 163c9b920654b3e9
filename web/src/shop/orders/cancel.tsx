import { orAlready } from '../../api/already.js';
import { answered, api } from '../../api/client.js';
import { useCommand } from '../../api/use-command.js';
import { CommandButton } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { ProblemNote } from '../../ui/problem.js';
import { say } from './texts.js';

/** Asks why, and cancels; that it is cancelled the order itself tells. */
export const CancelDialog = ({ orderId, onClose }: { readonly orderId: number; readonly onClose: () => void }) => {
  const cancel = useCommand((headers, reason: string) =>
    orAlready(
      answered(api.POST('/myorder/{orderId}/cancel', { params: { path: { orderId } }, headers, body: { reason } })),
      ({ currentStatus }) => (currentStatus === 'CANCELLED' ? () => say('cancelledAlready') : null),
    ),
  );
  const send = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const said = new FormData(event.currentTarget as HTMLFormElement).get('reason');
    if (typeof said === 'string' && (await cancel.run(said.trim()))) onClose();
  };
  return (
    <Dialog title={say('cancelSure')} onClose={onClose}>
      <form onSubmit={(event) => void send(event)}>
        <p>{say('cancelWhy')}</p>
        <label class="field">
          {say('reason')}
          <input name="reason" required pattern=".*\S.*" maxLength={200} autocomplete="off" />
        </label>
        <ProblemNote of={cancel.problem.value} />
        <div class="row">
          <CommandButton command={cancel} kind="danger" submit>
            {say('cancelNow')}
          </CommandButton>
          <button type="button" onClick={onClose}>
            {say('keep')}
          </button>
        </div>
      </form>
    </Dialog>
  );
};
