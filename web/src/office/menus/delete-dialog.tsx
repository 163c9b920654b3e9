import { useState } from 'preact/hooks';
import { answered, api } from '../../api/client.js';
import { useCommand } from '../../api/use-command.js';
import { common } from '../../texts/common.js';
import { CommandButton } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { whenRight } from '../../ui/field.js';
import { InputField } from '../../ui/input-field.js';
import { ProblemNote } from '../../ui/problem.js';
import type { MenuView } from './menu-answers.js';
import { seen } from './seen.js';
import { say } from './texts.js';

interface Props {
  readonly menu: MenuView;
  readonly onClose: () => void;
}

export const DeleteDialog = ({ menu: { menuId, menuName, revision }, onClose }: Props) => {
  const [saw] = useState(() => seen(revision));
  const [reason, setReason] = useState('');
  const remove = useCommand((headers, ifMatch: string, why: string) =>
    answered(
      api.DELETE('/menus/{menuId}', {
        params: { path: { menuId }, header: { ...headers, 'If-Match': ifMatch } },
        body: why === '' ? {} : { reason: why },
      }),
    ).then(() => true),
  );
  const send = (): void => void remove.run(saw, reason.trim()).then((isDone) => isDone && onClose());
  return (
    <Dialog title={say('deleteTitle', { menu: menuName })} onClose={onClose}>
      <p>{say('deleteWhy')}</p>
      <form noValidate onSubmit={whenRight(send)}>
        <InputField label={say('deleteReason')} optional maxLength={200} value={reason} onText={setReason} />
        <ProblemNote of={remove.problem.value} />
        <div class="row">
          <CommandButton command={remove} kind="danger" submit>
            {say('remove')}
          </CommandButton>
          <button type="button" onClick={onClose}>
            {common('cancel')}
          </button>
        </div>
      </form>
    </Dialog>
  );
};
