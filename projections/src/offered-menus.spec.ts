import { describe, expect, test } from '@jest/globals';
import type { Audience, MenuEvent } from '@doremi/domain';
import { sizedCard } from '@doremi/domain/testing';
import { offeredMenus } from './offered-menus.js';
import { folded } from './testing/folded.js';

const card = sizedCard;
const registered: MenuEvent = { type: 'MenuRegistered', data: { menuId: 1, revision: 1, ...card } };
const offered = (audience: Audience, revision = 1, except: readonly number[] = []): MenuEvent => ({
  type: 'MenuOffered',
  data: { menuId: 1, revision, ...card, price: 15_000 + revision, audience, except },
});
const withdrawn = (...storeIds: number[]): MenuEvent => ({
  type: 'MenuOfferWithdrawn',
  data: { menuId: 1, storeIds },
});
const shown = (...events: MenuEvent[]) => folded(offeredMenus, registered, ...events)[1];

describe('offeredMenus', () => {
  test("an offer to all is known by the stream's revision of the newest one", () => {
    expect(shown(offered('all'))).toMatchObject({ offerToAll: 1, audience: 'all', except: [], active: true });
    expect(shown(offered('all'), offered('all', 2))).toMatchObject({ offerToAll: 2, revision: 2, price: 15_002 });
  });

  test('offers to some stores add up, and are no offer to all', () => {
    expect(shown(offered([2001]), offered([2002]))).toMatchObject({ offerToAll: null, audience: [2001, 2002] });
    expect(shown(offered([2001]), withdrawn(2001))).toMatchObject({ audience: [] });
  });

  test('a withdrawal from a menu offered to all is an exception, until it is offered there anew', () => {
    expect(shown(offered('all'), withdrawn(2001))).toMatchObject({ audience: 'all', except: [2001], offerToAll: 1 });
    expect(shown(offered('all'), withdrawn(2001), offered([2001]))).toMatchObject({
      audience: 'all',
      except: [],
      offerToAll: 1,
    });
    expect(shown(offered('all'), withdrawn(2001), offered('all', 2, [2001]))).toMatchObject({ except: [2001] });
  });

  test('a deleted menu is not offered any more', () => {
    const deleted: MenuEvent = { type: 'MenuDeleted', data: { menuId: 1, reason: '', audience: 'all' } };
    expect(shown(offered('all'), deleted)?.active).toBe(false);
  });
});
