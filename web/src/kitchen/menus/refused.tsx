import { useCommand } from '../../api/use-command.js';
import { money, when } from '../../texts/formats.js';
import { CommandButton } from '../../ui/button.js';
import { ProblemNote } from '../../ui/problem.js';
import { type StoreMenu, takeBack } from './menu-commands.js';
import { texts } from './texts.js';

interface Props {
  readonly menu: StoreMenu;
  /** Where the store is; null until that is known. */
  readonly timezone: string | null;
}

/** What the store refused last of a menu: a revision of what it sells on, or the menu itself. Taken back, it waits for an answer again. */
export const Refused = ({ menu, timezone }: Props) => {
  const taking = useCommand(takeBack);
  const { menuName, rejected } = menu;
  if (!rejected) return null;
  const { revision, reason, at } = rejected;
  return (
    <article class="card" aria-label={`${texts('refused')}: ${menuName}`}>
      <div class="row spread">
        <h3>{menuName}</h3>
        <span class="tag">{texts('revision', { n: revision })}</span>
      </div>
      <p>{texts('refusedWhy', { at: when(at, timezone ?? undefined), reason })}</p>
      <p class="soft">
        {menu.liveRevision === null ? `${money(menu.price)} · ${menu.description}` : texts('stillSold')}
      </p>
      <ProblemNote of={taking.problem.value} />
      <CommandButton command={taking} label={`${texts('takeBack')}: ${menuName}`} onClick={() => void taking.run(menu)}>
        {texts('takeBack')}
      </CommandButton>
    </article>
  );
};
