import { anyOf, array, id, instant, money, object, oneOf, pageOf, ref, text } from '../schema.js';
import type { Chapter } from './chapter.js';

const menu = {
  id,
  menuId: id,
  menuName: text,
  menuType: text,
  description: text,
  price: money,
  revision: id,
  status: oneOf('ACTIVE', 'DELETED'),
};
const storeAnswer = object({
  storeId: id,
  answer: oneOf('WAITING', 'APPROVED', 'REJECTED', 'DELISTED'),
  revision: id,
  at: instant,
});

export const menus: Chapter = {
  tag: 'menus',
  about: 'What head office sells, and which stores it offers it to.',
  schemas: {
    Menu: object({ ...menu, offeredTo: anyOf({ const: 'all' }, array(id)), exceptStores: array(id) }),
    MenuView: object({ ...menu, registeredAt: instant, updatedAt: instant, stores: array(storeAnswer) }),
  },
  routes: {
    'POST /menus': {
      operation: 'registerMenu',
      summary: 'Register a menu and offer it, to every store unless some are named',
      answers: { 201: ref('Menu') },
      refusals: ['STORE_NOT_FOUND'],
    },
    'PUT /menus/:menuId': {
      operation: 'reviseMenu',
      summary: 'Revise a menu and offer it again to the same stores',
      answers: { 200: ref('Menu') },
      refusals: ['MENU_NOT_FOUND', 'MENU_DELETED', 'MENU_CHANGED'],
    },
    'DELETE /menus/:menuId': {
      operation: 'deleteMenu',
      summary: 'Delete a menu; every store delists it',
      answers: { 204: null },
      refusals: ['MENU_NOT_FOUND', 'MENU_CHANGED'],
    },
    'POST /menus/:menuId/offers': {
      operation: 'offerMenu',
      summary: 'Offer a menu to stores, again where they were asked before',
      answers: { 200: ref('Menu') },
      refusals: ['STORE_NOT_FOUND', 'MENU_NOT_FOUND', 'MENU_DELETED', 'MENU_CHANGED'],
    },
    'DELETE /menus/:menuId/offers/:storeId': {
      operation: 'withdrawOffer',
      summary: 'Withdraw the offer from one store',
      answers: { 204: null },
      refusals: ['STORE_NOT_FOUND', 'MENU_NOT_FOUND', 'MENU_DELETED', 'MENU_CHANGED'],
    },
    'GET /menus': {
      operation: 'listMenus',
      summary: 'The menus, with the answer of each store',
      answers: { 200: pageOf(ref('MenuView')) },
    },
    'GET /menus/:menuId': {
      operation: 'getMenu',
      summary: 'One menu, with the answer of each store',
      answers: { 200: ref('MenuView') },
      refusals: ['MENU_NOT_FOUND'],
    },
  },
};
