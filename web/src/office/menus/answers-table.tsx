import { useState } from 'preact/hooks';
import { money, when } from '../../texts/formats.js';
import { Loading } from '../../ui/problem.js';
import { storeLabel } from '../store-label.js';
import { areNamed, useStores } from '../stores-known.js';
import { say as common } from '../texts.js';
import { isWithdrawn, type MenuView, type StoreAnswer } from './menu-answers.js';
import { say } from './texts.js';
import { WithdrawDialog } from './withdraw-dialog.js';

const KINDS = { WAITING: 'warn', APPROVED: 'good', REJECTED: 'bad', DELISTED: '' } as const;

const Answer = ({ of }: { readonly of: StoreAnswer }) => (
  <>
    <span class={`tag ${KINDS[of.answer]}`}>{say(of.answer)}</span>{' '}
    <span class="soft small">
      {of.answer !== 'DELISTED' && `${say('toRevision', { revision: of.revision })} · `}
      {when(of.at)}
    </span>
  </>
);

const Sold = ({ of, menu }: { readonly of: StoreAnswer; readonly menu: MenuView }) => {
  if (of.liveRevision === null || of.price === null) return <span class="soft">{say('sellsNothing')}</span>;
  return (
    <>
      {say('sellsRevision', { revision: of.liveRevision, price: money(of.price) })}
      {of.liveRevision === menu.revision && of.price !== menu.price && (
        <>
          {' '}
          <span class="tag">{say('ownPrice')}</span>
        </>
      )}
    </>
  );
};

/** What every store answered and why, and what it really sells. */
export const AnswersTable = ({ menu }: { readonly menu: MenuView }) => {
  const stores = useStores();
  const [from, setFrom] = useState<number | null>(null);
  const label = (storeId: number): string => storeLabel(stores.data.value, storeId);
  if (!areNamed(stores)) return <Loading />;
  if (menu.stores.length === 0) return <p class="soft">{say('nobodyAsked')}</p>;
  return (
    <div class="scrolls card" tabIndex={0} role="group" aria-label={say('answersOf')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{common('store')}</th>
            <th scope="col">{say('answer')}</th>
            <th scope="col">{common('reason')}</th>
            <th scope="col">{say('sellsNow')}</th>
            <th scope="col">{say('since')}</th>
            <th scope="col">
              <span class="unseen">{say('withdraw')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {menu.stores.map((answer) => (
            <tr key={answer.storeId}>
              <th scope="row">{label(answer.storeId)}</th>
              <td>
                <Answer of={answer} />
              </td>
              <td class="text">{isWithdrawn(answer) ? say('withdrawnByUs') : (answer.reason ?? '')}</td>
              <td>
                <Sold of={answer} menu={menu} />
              </td>
              <td class="soft">{answer.since === null ? '' : when(answer.since)}</td>
              <td class="number">
                {menu.status === 'ACTIVE' && !isWithdrawn(answer) && (
                  <button
                    type="button"
                    class="danger"
                    aria-label={say('withdrawFrom', { store: label(answer.storeId) })}
                    onClick={() => setFrom(answer.storeId)}
                  >
                    {say('withdraw')}
                  </button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {from !== null && <WithdrawDialog menu={menu} storeId={from} store={label(from)} onClose={() => setFrom(null)} />}
    </div>
  );
};
