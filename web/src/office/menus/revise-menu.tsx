import { useState } from 'preact/hooks';
import { Link, useLocation } from 'wouter-preact';
import { answered, api } from '../../api/client.js';
import { useCommand } from '../../api/use-command.js';
import { common } from '../../texts/common.js';
import { whenRight } from '../../ui/field.js';
import { PageTitle } from '../../ui/page-title.js';
import { Loading, ProblemNote } from '../../ui/problem.js';
import { bodyOf, type CardDraft, cardOf, draftOf } from './card-draft.js';
import { CardEditor } from './card-editor.js';
import { CompareDialog } from './compare-dialog.js';
import type { MenuView } from './menu-answers.js';
import { Overtaken } from './overtaken.js';
import { rebased } from './rebase.js';
import { seen } from './seen.js';
import { say } from './texts.js';
import { useMenu } from './use-menu.js';

interface FormProps {
  /** The newest that is known. */
  readonly now: MenuView;
  readonly onOvertaken: () => void;
}

const ReviseForm = ({ now, onOvertaken }: FormProps) => {
  const { menuId } = now;
  const [, go] = useLocation();
  // What was typed, on what was seen: that is what is sent with If-Match, whatever comes in meanwhile.
  const [saw, setSaw] = useState(now);
  const [draft, setDraft] = useState<CardDraft>(() => draftOf(now));
  const [isComparing, setComparing] = useState(false);
  const revise = useCommand((headers, ifMatch: string, body: ReturnType<typeof bodyOf>) =>
    answered(
      api.PUT('/menus/{menuId}', { params: { path: { menuId }, header: { ...headers, 'If-Match': ifMatch } }, body }),
    ),
  );
  const problem = revise.problem.value;
  const isRefused = problem?.code === 'MENU_CHANGED';
  const send = async (): Promise<void> => {
    const revised = await revise.run(seen(saw.revision), bodyOf(cardOf(draft)));
    if (revised) return go(`/office/menus/${menuId}`);
    const { code = '' } = revise.problem.peek() ?? {};
    if (code === 'MENU_CHANGED') onOvertaken();
    if (['MENU_CHANGED', 'FIELDS_INVALID', 'PRICE_TOO_LOW', 'PRICE_TOO_HIGH'].includes(code)) setComparing(false);
  };
  const goOn = (typed: CardDraft): void => {
    revise.forget();
    setDraft(typed);
    setSaw(now);
  };
  return (
    <>
      {now.revision > saw.revision ? (
        <Overtaken
          saw={saw}
          now={now}
          revision={now.revision}
          isRefused={isRefused && !isComparing}
          onTakeOver={() => goOn(rebased(saw, draft, now))}
          onStartOver={() => goOn(draftOf(now))}
        />
      ) : (
        !isComparing && <ProblemNote of={problem} />
      )}
      <form class="editor" noValidate onSubmit={whenRight(() => setComparing(true))}>
        <CardEditor draft={draft} onChange={setDraft} problem={problem} />
        <div class="row">
          <button type="submit" class="main">
            {say('compare')}
          </button>
          <Link href={`/office/menus/${menuId}`}>{common('cancel')}</Link>
        </div>
      </form>
      {isComparing && (
        <CompareDialog
          menu={{ ...saw, stores: now.stores }}
          card={cardOf(draft)}
          command={revise}
          onSend={() => void send()}
          onClose={() => setComparing(false)}
        />
      )}
    </>
  );
};

/** A menu is written anew, on the revision that was seen. */
const ReviseMenu = ({ menuId }: { readonly menuId: number }) => {
  const { menu, problem, reload } = useMenu(menuId);
  return (
    <>
      <p class="back">
        <Link href={`/office/menus/${menuId}`}>{menu?.menuName ?? say('toMenus')}</Link>
      </p>
      <ProblemNote of={problem} />
      {!menu && !problem && <Loading />}
      {menu && <PageTitle>{say('reviseTitle', { menu: menu.menuName })}</PageTitle>}
      {menu?.status === 'DELETED' && <p class="problem">{say('isDeleted')}</p>}
      {menu?.status === 'ACTIVE' && <ReviseForm now={menu} onOvertaken={() => void reload()} />}
    </>
  );
};

export default ReviseMenu;
