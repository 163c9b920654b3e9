import { useCommand } from '../../api/use-command.js';
import { money } from '../../texts/formats.js';
import { CommandButton } from '../../ui/button.js';
import { ProblemNote } from '../../ui/problem.js';
import { type StoreMenu, takeBack } from './menu-commands.js';
import { texts } from './texts.js';

/** Takes the last refusal of a menu back, so that it waits for an answer once more. */
export const TakeBack = ({ menu, onDone }: { readonly menu: StoreMenu; readonly onDone?: () => void }) => {
  const taking = useCommand(takeBack);
  const run = async (): Promise<void> => {
    if (await taking.run(menu)) onDone?.();
  };
  return (
    <>
      <ProblemNote of={taking.problem.value} />
      <CommandButton command={taking} label={`${texts('takeBack')}: ${menu.menuName}`} onClick={() => void run()}>
        {texts('takeBack')}
      </CommandButton>
    </>
  );
};

/** A menu that the store refused, and sells nothing of. */
export const Refused = ({ menu }: { readonly menu: StoreMenu }) => (
  <article class="card" aria-label={menu.menuName}>
    <h3>{menu.menuName}</h3>
    <p class="soft">
      {money(menu.price)} · {menu.description}
    </p>
    <TakeBack menu={menu} />
  </article>
);
