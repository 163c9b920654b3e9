import { id, money, oneOf, text } from './schemas.js';

/** What a menu's card shows, in every response that has one. */
export const cardFields = { menuName: text, menuType: text, description: text, price: money };

/** What every response with a menu in it says of the menu. */
export const menuFields = { id, menuId: id, ...cardFields, revision: id, status: oneOf('ACTIVE', 'DELETED') };
