import { expect, test } from '@jest/globals';
import { ROUTES } from './routes.js';

const pagesAt = (path: string): number => ROUTES.filter((page) => page.test(path)).length;

test.each([
  '/',
  ...['/shop', '/Shop/', '/shop/2002', '/shop/2002/checkout', '/shop/orders', '/shop/orders/7'],
  ...['/kitchen', '/kitchen/menus', '/office', '/office/menus/new', '/office/menus/7', '/office/menus/7/revise'],
  ...['/office/sales', '/office/payments/7', '/operations/parked/policies%3AwhenAddHeld%3A0'],
  ...['/operations/events/stream/order-7', '/operations/runbooks', '/operations/runbooks/stuck-payment'],
])('%s is one page', (path) => expect(pagesAt(path)).toBe(1));

test.each([
  ...['/nonsense', '/shopping', '/shop/nonsense', '/shop/0', '/shop/2002/nonsense', '/shop/2002/checkout/x'],
  ...['/shop/orders/nonsense', '/kitchen/nonsense', '/office/menus', '/office/menus/x', '/office/orders/1/x'],
  ...['/operations/nonsense', '/operations/parked/a/b', '/menus', '/x/shop', '//', '/shop/1234567890123456'],
])('%s is none', (path) => expect(pagesAt(path)).toBe(0));
