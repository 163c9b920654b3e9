import { answered, api } from '../../api/client.js';
import { useRead } from '../../api/use-read.js';
import type { Command } from '../../api/use-command.js';
import type { Card } from '../../menus/card.js';
import { differencesInWords } from '../../menus/card-words.js';
import { listed, money, when } from '../../texts/formats.js';
import { CommandButton } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { Loading, ProblemNote } from '../../ui/problem.js';
import { storeLabel } from '../store-label.js';
import { useStores } from '../stores-known.js';
import { comparisonOf, oneOfEach, type SoldNow, soldCardOf } from './comparison.js';
import type { MenuView } from './menu-answers.js';
import { say } from './texts.js';

/** The cards that stores sell, by their revisions. */
const useSoldCards = (menu: MenuView) => {
  const stores = [...oneOfEach(menu).values()];
  return useRead(`sold:${menu.menuId}:${stores.join()}`, async () => {
    const sold = await Promise.all(
      stores.map((storeId) =>
        answered(
          api.GET('/stores/{storeId}/menus/{menuId}', { params: { path: { storeId, menuId: menu.menuId } } }),
        ).then(soldCardOf),
      ),
    );
    return new Map(sold.flatMap((one) => (one ? [[one.revision, one.card] as const] : [])));
  });
};

const Words = ({ of }: { readonly of: readonly string[] }) => (
  <ul>
    {of.map((sentence) => (
      <li key={sentence}>{sentence}</li>
    ))}
  </ul>
);

interface StoreProps {
  readonly name: string;
  readonly sold: SoldNow | null;
  readonly card: Card;
  readonly revision: number;
}

const StoreCompared = ({ name, sold, card, revision }: StoreProps) => {
  const differences = sold?.card ? differencesInWords(sold.card, card) : [];
  return (
    <li class="card compared">
      <h3>{name}</h3>
      <p class="soft">
        {sold
          ? say('storeSells', { revision: sold.revision, price: money(sold.price), since: when(sold.since) })
          : say('storeSellsNothing')}
      </p>
      {!sold && <p>{say('willBeAskedAll', { menu: card.menuName, price: money(card.price) })}</p>}
      {sold && !sold.card && <p>{say('cardUnknown')}</p>}
      {sold?.card && differences.length === 0 && <p>{say('sameForStore')}</p>}
      {differences.length > 0 && (
        <>
          <p>{say('willBeAsked', { revision })}</p>
          <Words of={differences} />
        </>
      )}
    </li>
  );
};

interface Props {
  /** As it was seen. */
  readonly menu: MenuView;
  readonly card: Card;
  readonly command: Command<never, unknown>;
  readonly onSend: () => void;
  readonly onClose: () => void;
}

/** Before a revision is sent: what each store sells now, and what it will be asked, in words. */
export const CompareDialog = ({ menu, card, command, onSend, onClose }: Props) => {
  const stores = useStores();
  const sold = useSoldCards(menu);
  const next = menu.revision + 1;
  const changes = differencesInWords(menu, card);
  const { asked, notAsked } = comparisonOf(menu, sold.data.value ?? new Map<number, Card>());
  const label = (storeId: number): string => storeLabel(stores.data.value, storeId);
  return (
    <Dialog title={say('compareTitle')} onClose={onClose} wide>
      {changes.length === 0 ? (
        <p>{say('sameAsNow')}</p>
      ) : (
        <>
          <p>{say('against', { revision: menu.revision })}</p>
          <Words of={changes} />
          <ProblemNote of={sold.problem.value} onRetry={() => void sold.reload()} />
          {!sold.data.value && !sold.problem.value && <Loading />}
          {sold.data.value && (
            <ul class="plain-list compared-list">
              {asked.map(({ storeId, sold: now }) => (
                <StoreCompared key={storeId} name={label(storeId)} sold={now} card={card} revision={next} />
              ))}
            </ul>
          )}
          {notAsked.length > 0 && <p class="soft">{say('notAsked', { stores: listed(notAsked.map(label)) })}</p>}
        </>
      )}
      <ProblemNote of={command.problem.value} />
      <div class="row">
        {changes.length > 0 && (
          <CommandButton command={command} kind="main" onClick={onSend}>
            {say('sendRevision', { revision: next })}
          </CommandButton>
        )}
        <button type="button" onClick={onClose}>
          {say('backToEditing')}
        </button>
      </div>
    </Dialog>
  );
};
