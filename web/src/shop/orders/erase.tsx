import { useState } from 'preact/hooks';
import { answered, api } from '../../api/client.js';
import { useCommand } from '../../api/use-command.js';
import { common } from '../../texts/common.js';
import { CommandButton } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { ProblemNote } from '../../ui/problem.js';
import { say } from './texts.js';

/** Says what happens when data is erased, and does it. */
const Erase = ({ onClose }: { readonly onClose: () => void }) => {
  const [waits, setWaits] = useState<number | null>(null);
  const erase = useCommand((headers) => answered(api.DELETE('/customers/me/personal-data', { headers })));
  const run = async (): Promise<void> => {
    const answer = await erase.run();
    if (answer) setWaits(answer.waitsFor?.length ?? 0);
  };
  return (
    <Dialog title={say(waits === null ? 'eraseSure' : 'eraseAsked')} onClose={onClose}>
      {waits === null ? (
        <>
          <ul>
            <li>{say('eraseWhat')}</li>
            <li>{say('eraseWaits')}</li>
            <li>{say('eraseStays')}</li>
          </ul>
          <ProblemNote of={erase.problem.value} />
          <div class="row">
            <CommandButton command={erase} kind="danger" onClick={() => void run()}>
              {say('eraseNow')}
            </CommandButton>
            <button type="button" onClick={onClose}>
              {common('cancel')}
            </button>
          </div>
        </>
      ) : (
        <>
          <p role="status">{waits === 0 ? say('eraseDone') : say('eraseDoneWaits', { n: waits })}</p>
          <button type="button" class="main" onClick={onClose}>
            {common('close')}
          </button>
        </>
      )}
    </Dialog>
  );
};

export default Erase;
