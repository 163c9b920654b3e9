import { useState } from 'preact/hooks';
import { Link } from 'wouter-preact';
import { useLive } from '../../live/use-live.js';
import { money } from '../../texts/formats.js';
import { LiveState } from '../../ui/live-state.js';
import { PageTitle } from '../../ui/page-title.js';
import { Loading, ProblemNote } from '../../ui/problem.js';
import { say } from '../texts.js';
import { asListed, countsOf, isCalled, type MenuView } from './menu-answers.js';

const Answers = ({ menu }: { readonly menu: MenuView }) => {
  const { selling, waiting, rejected } = countsOf(menu);
  if (menu.status === 'DELETED') return <span class="tag bad">{say('deleted')}</span>;
  if (menu.stores.length === 0) return <span class="soft">{say('nobodyAsked')}</span>;
  return (
    <span class="row tags">
      {selling > 0 && <span class="tag good">{say('approvedBy', { n: selling })}</span>}
      {waiting > 0 && <span class="tag warn">{say('waitingFor', { n: waiting })}</span>}
      {rejected > 0 && <span class="tag bad">{say('rejectedBy', { n: rejected })}</span>}
    </span>
  );
};

const Row = ({ menu }: { readonly menu: MenuView }) => (
  <li class="card entry menu-entry">
    <span>
      <Link href={`/office/menus/${menu.menuId}`} class="name">
        {menu.menuName}
      </Link>
      <span class="soft small block">{[menu.category, menu.menuType].filter(Boolean).join(' · ')}</span>
    </span>
    <span class="amount">{money(menu.price)}</span>
    <span class="soft small">{say('revision', { revision: menu.revision })}</span>
    <Answers menu={menu} />
  </li>
);

/** Every menu with how the stores took it, as they answer. */
export const MenuList = () => {
  const { documents, isCurrent, refused } = useLive<MenuView>('offers');
  const [words, setWords] = useState('');
  const [isAll, setAll] = useState(false);
  const menus = [...documents.value.values()].filter(({ status }) => isAll || status === 'ACTIVE').sort(asListed);
  const found = menus.filter((menu) => isCalled(menu, words));
  return (
    <>
      <div class="row spread page-head">
        <PageTitle>{say('menus')}</PageTitle>
        <Link href="/office/menus/new" class="button main">
          {say('newMenu')}
        </Link>
      </div>
      <LiveState isCurrent={isCurrent.value} />
      <ProblemNote of={refused.value} />
      <form class="row filters" role="search" onSubmit={(event) => event.preventDefault()}>
        <label>
          <span class="unseen">{say('search')}</span>
          <input
            type="search"
            placeholder={say('search')}
            value={words}
            onInput={({ currentTarget }) => setWords(currentTarget.value)}
          />
        </label>
        <label class="check">
          <input type="checkbox" checked={isAll} onChange={({ currentTarget }) => setAll(currentTarget.checked)} />
          {say('showDeleted')}
        </label>
      </form>
      {found.length > 0 && (
        <ul class="plain-list entries">
          {found.map((menu) => (
            <Row key={menu.menuId} menu={menu} />
          ))}
        </ul>
      )}
      {found.length === 0 &&
        (isCurrent.value ? <p class="soft">{say(menus.length === 0 ? 'noMenus' : 'noMenuFound')}</p> : <Loading />)}
    </>
  );
};
