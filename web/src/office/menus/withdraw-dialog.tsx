import { useState } from 'preact/hooks';
import { answered, api } from '../../api/client.js';
import { useCommand } from '../../api/use-command.js';
import { common } from '../../texts/common.js';
import { CommandButton } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { ProblemNote } from '../../ui/problem.js';
import { seen } from './seen.js';
import type { MenuView } from './menu-answers.js';
import { say } from './texts.js';

interface Props {
  readonly menu: MenuView;
  readonly storeId: number;
  readonly store: string;
  readonly onClose: () => void;
}

export const WithdrawDialog = ({ menu: { menuId, menuName, revision }, storeId, store, onClose }: Props) => {
  const [saw] = useState(() => seen(revision));
  const withdraw = useCommand((headers, ifMatch: string) =>
    answered(
      api.DELETE('/menus/{menuId}/offers/{storeId}', {
        params: { path: { menuId, storeId }, header: { ...headers, 'If-Match': ifMatch } },
      }),
    ).then(() => true),
  );
  return (
    <Dialog title={say('withdrawTitle', { menu: menuName, store })} onClose={onClose}>
      <p>{say('withdrawWhy')}</p>
      <ProblemNote of={withdraw.problem.value} />
      <div class="row">
        <CommandButton
          command={withdraw}
          kind="danger"
          onClick={() => void withdraw.run(saw).then((isDone) => isDone && onClose())}
        >
          {say('withdraw')}
        </CommandButton>
        <button type="button" onClick={onClose}>
          {common('cancel')}
        </button>
      </div>
    </Dialog>
  );
};
