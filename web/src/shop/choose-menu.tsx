import { useState } from 'preact/hooks';
import { money, signedMoney } from '../texts/formats.js';
import { CommandButton } from '../ui/button.js';
import { Dialog } from '../ui/dialog.js';
import { ProblemNote } from '../ui/problem.js';
import {
  type Chosen,
  countOf,
  defaultsOf,
  faultsOf,
  isChosen,
  isQuantity,
  isOneOf,
  MOST_OF_A_LINE,
  nameIn,
  priceOf,
  rounded,
  toggled,
  without,
} from './choice.js';
import { type Group, isSoldOut, type Option, type StoreMenu } from './menu.js';
import { soldOutInWords } from './menu-list.js';
import { shop } from './texts.js';
import type { UsedCart } from './use-cart.js';
import { useNow } from './use-now.js';

export interface ChooseProps {
  readonly menu: StoreMenu;
  readonly add: UsedCart['add'];
  readonly onClose: () => void;
}

/** How many of a group are to be chosen; nothing where that says itself. */
const ruleOf = ({ min, max, options }: Group): string => {
  if (min === max) return shop('exactly', { n: min });
  if (min === 0) return max === options.length ? '' : shop('atMost', { n: max });
  return max === options.length ? shop('atLeast', { n: min }) : shop('between', { min, max });
};

interface GroupProps {
  readonly group: Group;
  readonly chosen: readonly Chosen[];
  readonly onChange: (chosen: readonly Chosen[]) => void;
}

const deltaInWords = ({ priceDelta }: Option): string => (priceDelta === 0 ? '' : signedMoney(priceDelta));

const Options = ({ group, chosen, onChange }: GroupProps) => {
  const now = useNow();
  const isOne = isOneOf(group);
  const isFull = !isOne && countOf(chosen, group) >= group.max;
  return (
    <fieldset>
      <legend>
        {group.name} <span class="soft small">{ruleOf(group)}</span>
      </legend>
      {isOne && group.min === 0 && (
        <label class="option">
          <input
            type="radio"
            name={group.groupId}
            checked={countOf(chosen, group) === 0}
            onChange={() => onChange(without(chosen, group))}
          />
          <span>{shop('withoutOption')}</span>
        </label>
      )}
      {group.options.map((option) => {
        const one = { groupId: group.groupId, optionId: option.optionId };
        const isOut = isSoldOut(option, now);
        const is = isChosen(chosen, one);
        return (
          <label key={option.optionId} class="option">
            <input
              type={isOne ? 'radio' : 'checkbox'}
              name={group.groupId}
              checked={is}
              disabled={(isOut || isFull) && !is}
              onChange={() => onChange(toggled(chosen, group, option))}
            />
            <span>{option.name}</span>
            {isOut ? <span class="tag bad">{soldOutInWords(option)}</span> : <span>{deltaInWords(option)}</span>}
          </label>
        );
      })}
    </fieldset>
  );
};

/** The options of a menu, by their rules, and what it costs with them. */
const ChooseMenu = ({ menu, add, onClose }: ChooseProps) => {
  const now = useNow();
  const [chosen, choose] = useState<readonly Chosen[]>(() => defaultsOf(menu, now));
  const [quantity, setQuantity] = useState(1);
  const [isSaid, say] = useState(false);
  // By what it was when it was sent: what it has no more is told by its name as well.
  const [sent, setSent] = useState(menu);
  // What the store stopped to offer while somebody was choosing is no choice.
  const there = chosen.filter(({ groupId, optionId }) =>
    menu.optionGroups.some(
      (group) => group.groupId === groupId && group.options.some((option) => option.optionId === optionId),
    ),
  );
  const faults = faultsOf(menu.optionGroups, there);
  const outOf = menu.optionGroups.flatMap((group) =>
    group.options.filter(
      (option) => isChosen(there, { groupId: group.groupId, optionId: option.optionId }) && isSoldOut(option, now),
    ),
  );
  const isGone = isSoldOut(menu, now);
  const put = async (event: Event): Promise<void> => {
    event.preventDefault();
    say(true);
    if (faults.length > 0 || outOf.length > 0) return;
    setSent(menu);
    if (await add.run({ menuId: menu.menuId, quantity, options: there })) onClose();
  };
  return (
    <Dialog title={menu.menuName} onClose={onClose}>
      <form class="choose" onSubmit={(event) => void put(event)}>
        <p class="soft">{menu.description}</p>
        {menu.optionGroups.map((group) => (
          <Options key={group.groupId} group={group} chosen={there} onChange={choose} />
        ))}
        <label class="field quantity">
          {shop('quantity')}
          <input
            type="number"
            min="1"
            max={MOST_OF_A_LINE}
            required
            value={quantity}
            onInput={({ currentTarget }) => setQuantity(Number(currentTarget.value))}
          />
        </label>
        {isSaid && (faults.length > 0 || outOf.length > 0) && (
          <div class="problem" role="alert">
            {faults.map(({ group, rule, by }) => (
              <p key={group.groupId}>{shop(rule, { group: group.name, n: by })}</p>
            ))}
            {outOf.map((option) => (
              <p key={option.optionId}>
                {option.name}: {soldOutInWords(option)}
              </p>
            ))}
          </div>
        )}
        {isGone && <p class="problem">{soldOutInWords(menu)}</p>}
        <ProblemNote
          of={isSaid ? add.problem.value : null}
          nameOf={(error) => nameIn(sent.optionGroups, error) ?? nameIn(menu.optionGroups, error)}
        />
        <CommandButton command={add} kind="main" submit disabled={isGone}>
          {isQuantity(quantity)
            ? shop('addFor', { price: money(rounded(priceOf(menu, there) * quantity)) })
            : shop('add')}
        </CommandButton>
      </form>
    </Dialog>
  );
};

export default ChooseMenu;
