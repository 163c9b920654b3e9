import { useSignal } from '@preact/signals';
import { useCommand } from '../../api/use-command.js';
import { money, when } from '../../texts/formats.js';
import { CommandButton } from '../../ui/button.js';
import { ProblemNote } from '../../ui/problem.js';
import { type Choice, delist, restock, setPrice, type StoreMenu } from './menu-commands.js';
import { MenuReasonDialog } from './menu-reason-dialog.js';
import { OwnPrice } from './own-price.js';
import { SellOutDialog } from './sell-out-dialog.js';
import { texts } from './texts.js';

interface StockProps {
  readonly menu: StoreMenu;
  readonly choice: Choice | null;
  readonly name: string;
  readonly isAvailable: boolean;
  readonly until: string | null;
  readonly timezone: string | null;
}

/** Whether there is any of a menu or an option, and the button that says otherwise. */
const Stock = ({ menu, choice, name, isAvailable, until, timezone }: StockProps) => {
  const isAsking = useSignal(false);
  const restocking = useCommand(restock);
  return (
    <>
      <div class="row spread">
        <span>
          {choice && `${name} `}
          <span class={`tag ${isAvailable ? 'good' : 'bad'}`}>
            {isAvailable
              ? texts('available')
              : until === null
                ? texts('soldOut')
                : texts('soldOutUntil', { at: when(until, timezone ?? undefined) })}
          </span>
        </span>
        {isAvailable ? (
          <button
            type="button"
            aria-label={`${texts('sellOut')}: ${name}`}
            disabled={timezone === null}
            onClick={() => (isAsking.value = true)}
          >
            {texts('sellOut')}
          </button>
        ) : (
          <CommandButton
            command={restocking}
            kind="main"
            label={`${texts('restock')}: ${name}`}
            onClick={() => void restocking.run(menu, choice)}
          >
            {texts('restock')}
          </CommandButton>
        )}
      </div>
      <ProblemNote of={restocking.problem.value} />
      {isAsking.value && timezone !== null && (
        <SellOutDialog {...{ menu, choice, name, timezone }} onClose={() => (isAsking.value = false)} />
      )}
    </>
  );
};

const Price = ({ menu }: { readonly menu: StoreMenu }) => {
  const price = useSignal('');
  const setting = useCommand(setPrice);
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (await setting.run(menu, price.value)) price.value = '';
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <OwnPrice label={texts('ownPrice')} price={price} required placeholder={String(menu.price)} />
      <ProblemNote of={setting.problem.value} />
      <CommandButton command={setting} submit label={`${texts('setPrice')}: ${menu.menuName}`}>
        {texts('setPrice')}
      </CommandButton>
    </form>
  );
};

const Options = ({ menu, timezone }: { readonly menu: StoreMenu; readonly timezone: string | null }) => (
  <details>
    <summary>{texts('options')}</summary>
    <ul class="options">
      {menu.optionGroups.flatMap(({ groupId, name: group, options }) =>
        options.map(({ optionId, name, available, soldOutUntil }) => (
          <li key={`${groupId}.${optionId}`}>
            <Stock
              menu={menu}
              choice={{ groupId, optionId }}
              name={`${group}: ${name}`}
              isAvailable={available}
              until={soldOutUntil}
              timezone={timezone}
            />
          </li>
        )),
      )}
    </ul>
  </details>
);

interface Props {
  readonly menu: StoreMenu;
  /** Where the store is; null until that is known. */
  readonly timezone: string | null;
}

/** A menu that the store sells. */
export const SoldMenu = ({ menu, timezone }: Props) => {
  const { menuName, available, soldOutUntil } = menu;
  const isDelisting = useSignal(false);
  const close = (): void => void (isDelisting.value = false);
  return (
    <article class="card sold" aria-label={menuName}>
      <div class="row spread">
        <h3>{menuName}</h3>
        <strong>{money(menu.price)}</strong>
      </div>
      <Stock
        menu={menu}
        choice={null}
        name={menuName}
        isAvailable={available}
        until={soldOutUntil}
        timezone={timezone}
      />
      {menu.optionGroups.length > 0 && <Options menu={menu} timezone={timezone} />}
      <details>
        <summary>{texts('price')}</summary>
        <Price menu={menu} />
      </details>
      <div class="row">
        <button
          type="button"
          class="danger"
          aria-label={`${texts('delist')}: ${menuName}`}
          onClick={() => (isDelisting.value = true)}
        >
          {texts('delist')}
        </button>
      </div>
      {isDelisting.value && (
        <MenuReasonDialog
          of="delist"
          title={texts('delistTitle', { name: menuName })}
          lead={texts('delistWhy')}
          action={texts('delistIt')}
          send={(key, reason) => delist(key, menu, reason)}
          onDone={close}
          onClose={close}
        />
      )}
    </article>
  );
};
