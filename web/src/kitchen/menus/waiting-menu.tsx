import { useSignal } from '@preact/signals';
import { useCommand } from '../../api/use-command.js';
import { allergenName } from '../../menus/allergens.js';
import { common } from '../../texts/common.js';
import { listed, money } from '../../texts/formats.js';
import { CommandButton } from '../../ui/button.js';
import { ProblemNote } from '../../ui/problem.js';
import { groupInWords, nameOfChange, valueInWords } from './change-words.js';
import { shownChange } from './changes.js';
import { approve, reject, type StoreMenu } from './menu-commands.js';
import { MenuReasonDialog } from './menu-reason-dialog.js';
import { OwnPrice } from './own-price.js';
import { texts } from './texts.js';

type Pending = NonNullable<StoreMenu['pending']>;

/** A menu that is not sold yet, as it would be. */
const NewMenu = ({ pending }: { readonly pending: Pending }) => (
  <>
    <p>
      <span class="tag good">{texts('isNew')}</span> {money(pending.price)}
      {pending.category !== null && ` · ${pending.category}`}
    </p>
    <p>{pending.description}</p>
    {pending.allergens.length > 0 && (
      <p class="soft">
        {texts('allergens')}: {listed(pending.allergens.map(allergenName))}
      </p>
    )}
    <ul>
      {pending.optionGroups.map((group) => (
        <li key={group.groupId}>{groupInWords(group)}</li>
      ))}
    </ul>
  </>
);

/** What is sold now beside what is asked, where they differ. */
const Differences = ({ menu, pending }: { readonly menu: StoreMenu; readonly pending: Pending }) => {
  const changes = menu.changes ?? [];
  if (changes.length === 0) return <p class="soft">{texts('noChanges')}</p>;
  const groups = [...pending.optionGroups, ...(menu.live?.optionGroups ?? [])];
  return (
    <div class="scrolls" tabIndex={0} role="group" aria-label={texts('what')}>
      <table class="changes">
        <thead>
          <tr>
            <th scope="col">{texts('what')}</th>
            <th scope="col">{texts('now')}</th>
            <th scope="col">{texts('asked')}</th>
          </tr>
        </thead>
        <tbody>
          {changes
            .map((change) => shownChange(change, groups))
            .map((change) => (
              <tr key={change.path}>
                <td>{nameOfChange(change)}</td>
                <td>
                  <del>{valueInWords(change.from, change.field)}</del>
                </td>
                <td>
                  <ins>{valueInWords(change.to, change.field)}</ins>
                </td>
              </tr>
            ))}
        </tbody>
      </table>
    </div>
  );
};

/** A menu that waits for the store's answer. */
export const WaitingMenu = ({ menu }: { readonly menu: StoreMenu }) => {
  const price = useSignal('');
  const isRefusing = useSignal(false);
  const approving = useCommand(approve);
  const { pending } = menu;
  if (!pending) return null;
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    void approving.run(menu, price.value);
  };
  const close = (): void => void (isRefusing.value = false);
  return (
    <article class="card" aria-label={pending.menuName}>
      <div class="row spread">
        <h3>{pending.menuName}</h3>
        <span class="tag">{texts('revision', { n: pending.revision })}</span>
      </div>
      {menu.liveRevision === null ? <NewMenu pending={pending} /> : <Differences menu={menu} pending={pending} />}
      <form onSubmit={submit}>
        <OwnPrice label={`${texts('ownPrice')} (${common('optional')})`} price={price}>
          <span class="hint">{texts('ownPriceHint', { price: money(menu.ownPrice ?? pending.price) })}</span>
        </OwnPrice>
        <ProblemNote of={approving.problem.value} />
        <div class="row">
          <CommandButton command={approving} submit kind="main" label={`${texts('approve')}: ${pending.menuName}`}>
            {texts('approve')}
          </CommandButton>
          <button
            type="button"
            aria-label={`${texts('refuse')}: ${pending.menuName}`}
            onClick={() => (isRefusing.value = true)}
          >
            {texts('refuse')}
          </button>
        </div>
      </form>
      {isRefusing.value && (
        <MenuReasonDialog
          of="reject"
          title={texts('refuseTitle', { name: pending.menuName })}
          action={texts('refuseIt')}
          send={(key, reason) => reject(key, menu, reason)}
          onDone={close}
          onClose={close}
        />
      )}
    </article>
  );
};
