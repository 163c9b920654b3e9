import { useState } from 'preact/hooks';
import { allergenName } from '../../menus/allergens.js';
import { ruleInWords } from '../../menus/card-words.js';
import { listed, money, number, signedMoney } from '../../texts/formats.js';
import { say as common } from '../texts.js';
import type { MenuView } from './menu-answers.js';
import { say } from './texts.js';

const Picture = ({ menu: { imageUrl, menuName } }: { readonly menu: MenuView }) => {
  const [hasFailed, setFailed] = useState(false);
  if (imageUrl === null) return null;
  return (
    <img
      class="picture"
      src={hasFailed ? '/icon.svg' : imageUrl}
      alt={say('picture', { menu: menuName })}
      width="160"
      height="120"
      loading="lazy"
      referrerpolicy="no-referrer"
      onError={() => setFailed(true)}
    />
  );
};

/** A menu's card as it is. */
export const CardShown = ({ menu }: { readonly menu: MenuView }) => (
  <section class="card card-shown">
    <Picture menu={menu} />
    <div>
      {menu.description !== '' && <p>{menu.description}</p>}
      <dl class="facts">
        <dt>{common('price')}</dt>
        <dd>{money(menu.price)}</dd>
        <dt>{say('type')}</dt>
        <dd>{menu.menuType}</dd>
        {menu.category !== null && (
          <>
            <dt>{say('category')}</dt>
            <dd>{menu.category}</dd>
          </>
        )}
        {menu.position !== null && (
          <>
            <dt>{say('place')}</dt>
            <dd>{number(menu.position)}</dd>
          </>
        )}
        {menu.allergens.length > 0 && (
          <>
            <dt>{say('allergens')}</dt>
            <dd>{listed(menu.allergens.map(allergenName))}</dd>
          </>
        )}
        <dt>{say('choices')}</dt>
        <dd>
          {menu.optionGroups.length === 0 && say('noChoices')}
          {menu.optionGroups.map((group) => (
            <p key={group.groupId} class="choice">
              <strong>{group.name}</strong> <span class="soft">({ruleInWords(group)})</span>
              {': '}
              {listed(
                group.options.map(
                  ({ name, priceDelta, default: isDefault }) =>
                    name +
                    (priceDelta === 0 ? '' : ` ${signedMoney(priceDelta)}`) +
                    (isDefault ? ` (${say('chosenAtFirst')})` : ''),
                ),
              )}
            </p>
          ))}
        </dd>
      </dl>
    </div>
  </section>
);
