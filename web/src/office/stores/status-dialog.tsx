import { useState } from 'preact/hooks';
import { answered, api } from '../../api/client.js';
import { useCommand } from '../../api/use-command.js';
import { common } from '../../texts/common.js';
import { CommandButton } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { whenRight } from '../../ui/field.js';
import { InputField } from '../../ui/input-field.js';
import { ProblemNote } from '../../ui/problem.js';
import { labelOf } from '../store-label.js';
import type { Store } from '../stores-known.js';
import { say } from './texts.js';
import { endOf, isPast, type Until } from './until.js';

const CHOICES: readonly Until[] = ['forGood', 'until30', 'until60', 'untilAt'];

interface Props {
  readonly store: Store;
  readonly status: 'PAUSED' | 'CLOSED';
  readonly onClose: (isDone: boolean) => void;
}

/** Pauses or closes a store, for good or to an end. */
export const StatusDialog = ({ store, status, onClose }: Props) => {
  const [until, setUntil] = useState<Until>('forGood');
  const [at, setAt] = useState('');
  const change = useCommand((headers, chosen: Until, instant: string) =>
    answered(
      api.PUT('/stores/{storeId}/status', {
        params: { path: { storeId: store.storeId }, header: headers },
        body: { status, until: endOf(chosen, instant, Date.now()) },
      }),
    ),
  );
  const send = async (): Promise<void> => {
    if (await change.run(until, at)) onClose(true);
  };
  const isPausing = status === 'PAUSED';
  const refused = change.problem.value?.errors?.find(({ field }) => field === 'until');
  return (
    <Dialog title={say(isPausing ? 'doPause' : 'doClose', { store: labelOf(store) })} onClose={() => onClose(false)}>
      <p>{say(isPausing ? 'pauseWhy' : 'closeWhy')}</p>
      <form noValidate onSubmit={whenRight(() => void send())}>
        <div class="stack-tight">
          {CHOICES.map((one) => (
            <label key={one} class="check">
              <input type="radio" name="until" checked={until === one} onChange={() => setUntil(one)} />
              {say(one)}
            </label>
          ))}
        </div>
        {until === 'untilAt' && (
          <InputField
            label={say('untilAt')}
            hint={say('untilHint')}
            fault={isPast(at, Date.now()) ? say('passed') : null}
            refused={refused}
            type="datetime-local"
            required
            value={at}
            onText={setAt}
          />
        )}
        <ProblemNote of={change.problem.value} />
        <div class="row">
          <CommandButton command={change} kind="main" submit>
            {say(isPausing ? 'pause' : 'close')}
          </CommandButton>
          <button type="button" onClick={() => onClose(false)}>
            {common('cancel')}
          </button>
        </div>
      </form>
    </Dialog>
  );
};
