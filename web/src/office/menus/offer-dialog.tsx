import { useState } from 'preact/hooks';
import { answered, api } from '../../api/client.js';
import { useCommand } from '../../api/use-command.js';
import { common } from '../../texts/common.js';
import { CommandButton } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { Loading, ProblemNote } from '../../ui/problem.js';
import { useStores } from '../stores-known.js';
import { isWithdrawn, type MenuView } from './menu-answers.js';
import { seen } from './seen.js';
import { StoreChoice } from './store-choice.js';
import { say } from './texts.js';

interface Props {
  readonly menu: MenuView;
  readonly onClose: () => void;
}

/** Asks chosen stores, those that refused as well. */
export const OfferDialog = ({ menu, onClose }: Props) => {
  const { menuId, menuName } = menu;
  const [saw] = useState(() => seen(menu.revision));
  const stores = useStores();
  const [chosen, setChosen] = useState<readonly number[]>([]);
  const [isTooEarly, setTooEarly] = useState(false);
  const offer = useCommand((headers, ifMatch: string, storeIds: readonly number[]) =>
    answered(
      api.POST('/menus/{menuId}/offers', {
        params: { path: { menuId }, header: { ...headers, 'If-Match': ifMatch } },
        body: { storeIds: [...storeIds] },
      }),
    ),
  );
  const send = async (): Promise<void> => {
    setTooEarly(chosen.length === 0);
    if (chosen.length > 0 && (await offer.run(saw, chosen))) onClose();
  };
  const note = (storeId: number): string => {
    const answer = menu.stores.find((one) => one.storeId === storeId);
    if (!answer) return '';
    return isWithdrawn(answer) ? say('withdrawnByUs') : say(answer.answer);
  };
  return (
    <Dialog title={say('offerTo', { menu: menuName })} onClose={onClose}>
      <p>{say('offerWhy')}</p>
      <ProblemNote of={stores.problem.value} />
      {stores.data.value ? (
        <StoreChoice stores={stores.data.value} chosen={chosen} onChoose={setChosen} note={note} />
      ) : (
        <Loading />
      )}
      {isTooEarly && chosen.length === 0 && (
        <p class="wrong" role="alert">
          {say('chooseOne')}
        </p>
      )}
      <ProblemNote of={offer.problem.value} />
      <div class="row">
        <CommandButton command={offer} kind="main" onClick={() => void send()}>
          {say('send')}
        </CommandButton>
        <button type="button" onClick={onClose}>
          {common('cancel')}
        </button>
      </div>
    </Dialog>
  );
};
