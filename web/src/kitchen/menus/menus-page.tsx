import { useComputed } from '@preact/signals';
import { LiveState } from '../../ui/live-state.js';
import { Loading } from '../../ui/problem.js';
import { useLive } from '../../live/use-live.js';
import { PageTitle } from '../../ui/page-title.js';
import { useStore } from '../store.js';
import { byPosition } from './changes.js';
import type { StoreMenu } from './menu-commands.js';
import { Refused } from './refused.js';
import { SoldMenu } from './sold-menu.js';
import { texts } from './texts.js';
import { WaitingMenu } from './waiting-menu.js';

/** What the store sells, and what it is asked to sell. */
const MenusPage = ({ storeId }: { readonly storeId: number }) => {
  const { documents, isCurrent } = useLive<StoreMenu>(`menus:${storeId}`);
  const { data: store } = useStore(storeId);
  const menus = useComputed(() => [...documents.value.values()].sort(byPosition)).value;
  const waiting = menus.filter(({ pending }) => pending);
  const sold = menus.filter(({ menuStatus, liveRevision }) => menuStatus === 'APPROVED' && liveRevision !== null);
  const refused = menus.filter(({ rejected }) => rejected);
  const delisted = menus.filter(({ menuStatus }) => menuStatus === 'DELISTED');
  const timezone = store.value?.timezone ?? null;
  return (
    <>
      <PageTitle>{texts('title')}</PageTitle>
      <LiveState isCurrent={isCurrent.value} />
      {!isCurrent.value && menus.length === 0 && <Loading />}
      <h2>{texts('waiting')}</h2>
      {waiting.length === 0 && isCurrent.value && <p class="soft">{texts('waitingNone')}</p>}
      <div class="judged">
        {waiting.map((menu) => (
          <WaitingMenu key={menu.menuId} menu={menu} />
        ))}
      </div>
      <h2>{texts('onSale')}</h2>
      {sold.length === 0 && isCurrent.value && <p class="soft">{texts('onSaleNone')}</p>}
      <div class="judged">
        {sold.map((menu) => (
          <SoldMenu key={menu.menuId} menu={menu} timezone={timezone} />
        ))}
      </div>
      {refused.length > 0 && <h2>{texts('refused')}</h2>}
      <div class="judged">
        {refused.map((menu) => (
          <Refused key={menu.menuId} menu={menu} timezone={timezone} />
        ))}
      </div>
      {delisted.length > 0 && <h2>{texts('delisted')}</h2>}
      <ul>
        {delisted.map(({ menuId, menuName }) => (
          <li key={menuId}>{menuName}</li>
        ))}
      </ul>
    </>
  );
};

export default MenusPage;
