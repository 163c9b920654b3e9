import { useEffect, useState } from 'preact/hooks';
import { useLocation } from 'wouter-preact';
import { answered, api } from './api/client.js';
import { AREAS } from './areas.js';
import { actor, play } from './session/current.js';
import type { Actor } from './session/played-session.js';
import type { Role } from './session/session.js';
import { common } from './texts/common.js';

const FIRST_STORES = [2001, 2002, 2003];
const CUSTOMER = 'customer:guest';

const nameOf = (one: Actor): string => {
  const [role, of = ''] = one.split(':');
  if (role === 'store') return common('playStore', { store: of });
  if (role === 'customer') return of === 'guest' ? common('playCustomer') : `${common('playCustomer')} ${of}`;
  return common(role === 'admin' ? 'playAdmin' : 'playOperator');
};

/** Where nobody signs in: who is played in this tab. Whoever becomes somebody else goes to where that one works. */
export const Players = () => {
  const [path, go] = useLocation();
  const [stores, setStores] = useState(FIRST_STORES);
  useEffect(() => {
    answered(api.GET('/stores'))
      .then(({ items }) => setStores(items.map(({ storeId }) => storeId)))
      .catch(() => undefined);
  }, []);
  const now = actor() ?? CUSTOMER;
  const offered: Actor[] = [
    ...(now.startsWith('customer:') ? [now] : ([CUSTOMER] as const)),
    ...stores.map((store): Actor => `store:${store}`),
    ...(now.startsWith('store:') && !stores.includes(Number(now.slice(6))) ? [now] : []),
    'admin',
    'operator',
  ];
  const become = (one: Actor): void => {
    play(one);
    const role = one.split(':')[0] as Role;
    const area = AREAS.find((each) => each.role === role);
    if (area && path !== '/' && !path.startsWith(area.path)) go(area.path);
  };
  return (
    <label class="players" title={common('playWhy')}>
      {common('play')}
      <select value={now} onChange={({ currentTarget }) => become(currentTarget.value as Actor)}>
        {offered.map((one) => (
          <option key={one} value={one}>
            {nameOf(one)}
          </option>
        ))}
      </select>
    </label>
  );
};
