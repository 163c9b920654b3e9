import { fromState } from './matching.js';

const path = (example) => fromState('${storeMenu}', example, '/stores/\\d+/menus/\\d+');

/** The gate wants an answer in time; what is sold, and at which price, it learns elsewhere. So only the status counts. */
export const menuGate = [
  {
    description: 'a menu that is about to be added to a cart',
    state: 'a menu on sale',
    request: { method: 'GET', path: path('/stores/2002/menus/7') },
    response: { status: 200 },
  },
  {
    description: 'a menu that the store never had',
    request: { method: 'GET', path: '/stores/2002/menus/999999999' },
    response: { status: 404 },
  },
];
