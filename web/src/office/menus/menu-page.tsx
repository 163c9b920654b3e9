import { useState } from 'preact/hooks';
import { Link } from 'wouter-preact';
import { when } from '../../texts/formats.js';
import { LiveState } from '../../ui/live-state.js';
import { PageTitle } from '../../ui/page-title.js';
import { Loading, ProblemNote } from '../../ui/problem.js';
import { say as common } from '../texts.js';
import { AnswersTable } from './answers-table.js';
import { CardShown } from './card-shown.js';
import { DeleteDialog } from './delete-dialog.js';
import { OfferDialog } from './offer-dialog.js';
import { say } from './texts.js';
import { useMenu } from './use-menu.js';

/** One menu: its card, what every store answered, and what can be done with it. */
const MenuPage = ({ menuId }: { readonly menuId: number }) => {
  const { menu, isCurrent, problem } = useMenu(menuId);
  const [asking, setAsking] = useState<'offer' | 'delete' | null>(null);
  const close = (): void => setAsking(null);
  return (
    <>
      <p class="back">
        <Link href="/office">{say('toMenus')}</Link>
      </p>
      <ProblemNote of={problem} />
      {!menu && !problem && <Loading />}
      {menu && (
        <>
          <div class="row spread page-head">
            <PageTitle>{menu.menuName}</PageTitle>
            {menu.status === 'ACTIVE' && (
              <div class="row">
                <Link href={`/office/menus/${menuId}/revise`} class="button main">
                  {say('revise')}
                </Link>
                <button type="button" onClick={() => setAsking('offer')}>
                  {say('offer')}
                </button>
                <button type="button" class="danger" onClick={() => setAsking('delete')}>
                  {say('remove')}
                </button>
              </div>
            )}
          </div>
          <p class="soft">
            {common('revision', { revision: menu.revision })} · {say('revisedAt', { at: when(menu.updatedAt) })}
          </p>
          {menu.status === 'DELETED' && (
            <p class="problem" role="status">
              {say('isDeleted')}
            </p>
          )}
          <CardShown menu={menu} />
          <section>
            <h2>{say('answersOf')}</h2>
            <LiveState isCurrent={isCurrent} />
            <AnswersTable menu={menu} />
          </section>
          {asking === 'offer' && <OfferDialog menu={menu} onClose={close} />}
          {asking === 'delete' && <DeleteDialog menu={menu} onClose={close} />}
        </>
      )}
    </>
  );
};

export default MenuPage;
