import { useState } from 'preact/hooks';
import { Link, useLocation } from 'wouter-preact';
import { answered, api } from '../../api/client.js';
import { useCommand } from '../../api/use-command.js';
import { common } from '../../texts/common.js';
import { CommandButton } from '../../ui/button.js';
import { whenRight } from '../../ui/field.js';
import { PageTitle } from '../../ui/page-title.js';
import { ProblemNote } from '../../ui/problem.js';
import { useStores } from '../stores-known.js';
import { bodyOf, cardOf, EMPTY_CARD } from './card-draft.js';
import { CardEditor } from './card-editor.js';
import { StoreChoice } from './store-choice.js';
import { say } from './texts.js';

/** A new menu, and whom it is offered to. */
const RegisterMenu = () => {
  const [, go] = useLocation();
  const stores = useStores();
  const [draft, setDraft] = useState(EMPTY_CARD);
  const [storeIds, setStoreIds] = useState<readonly number[] | null>(null);
  const [isTooEarly, setTooEarly] = useState(false);
  const register = useCommand((headers, body: ReturnType<typeof bodyOf> & { storeIds?: number[] }) =>
    answered(api.POST('/menus', { params: { header: headers }, body })),
  );
  const send = async (): Promise<void> => {
    setTooEarly(storeIds?.length === 0);
    if (storeIds?.length === 0) return;
    const to = storeIds === null ? {} : { storeIds: [...storeIds] };
    const menu = await register.run({ ...bodyOf(cardOf(draft)), ...to });
    if (menu) go(`/office/menus/${menu.menuId}`);
  };
  return (
    <>
      <PageTitle>{say('register')}</PageTitle>
      <form class="editor" noValidate onSubmit={whenRight(() => void send())}>
        <CardEditor draft={draft} onChange={setDraft} problem={register.problem.value} />
        <fieldset>
          <legend>{say('offeredTo')}</legend>
          <label class="check">
            <input type="radio" name="to" checked={storeIds === null} onChange={() => setStoreIds(null)} />
            {say('toAll')}
          </label>
          <label class="check">
            <input type="radio" name="to" checked={storeIds !== null} onChange={() => setStoreIds([])} />
            {say('toSome')}
          </label>
          {storeIds !== null && (
            <StoreChoice stores={stores.data.value ?? []} chosen={storeIds} onChoose={setStoreIds} />
          )}
          {isTooEarly && storeIds?.length === 0 && (
            <p class="wrong" role="alert">
              {say('chooseOne')}
            </p>
          )}
        </fieldset>
        <ProblemNote of={register.problem.value} />
        <div class="row">
          <CommandButton command={register} kind="main" submit>
            {say('registerNow')}
          </CommandButton>
          <Link href="/office">{common('cancel')}</Link>
        </div>
      </form>
    </>
  );
};

export default RegisterMenu;
