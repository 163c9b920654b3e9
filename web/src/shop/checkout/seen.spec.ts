import { beforeEach, describe, expect, test } from '@jest/globals';
import { aCart, aLine } from '../testing/shapes.js';
import { SeenCart } from './seen.js';

const cart = aCart({ version: 3, subtotal: 10, deliveryFee: 0, total: 10 });
const dearer = { ...cart, deliveryFee: 3, total: 13 };
const dearest = { ...cart, deliveryFee: 5, total: 15 };

describe('the cart that somebody has seen', () => {
  let now: number;
  let known: SeenCart;
  const seenAfter = (ms: number) => {
    now += ms;
    return known.seen;
  };
  beforeEach(() => {
    now = 0;
    known = new SeenCart(() => now);
    known.show(cart, null);
  });

  test('is the one before for a moment when it changes, and the new one afterwards', () => {
    known.show(dearer, null);
    expect(seenAfter(0)).toBe(cart);
    expect(seenAfter(699)).toBe(cart);
    expect(seenAfter(1)).toBe(dearer);
  });

  test('is the last one that stood long enough where it changes again and again', () => {
    known.show(dearer, null);
    now += 400;
    known.show(dearest, null);
    expect(seenAfter(400)).toBe(cart);
    expect(seenAfter(300)).toBe(dearest);
  });

  test('is the new one at once where they changed it themselves', () => {
    known.show(dearer, null);
    known.show({ ...dearest, version: 4 }, 4);
    expect(known.seen).toMatchObject({ total: 15, version: 4 });
  });

  test('is the one before where what they had changed themselves changes by itself then, however often it is shown', () => {
    known.show({ ...cart, version: 4 }, 4);
    known.show({ ...dearer, version: 4 }, 4);
    known.show({ ...dearer, version: 4 }, 4);
    expect(known.seen).toMatchObject({ total: 10, version: 4 });
    expect(seenAfter(700)).toMatchObject({ total: 13 });
  });

  test('is the new one at once where their own change is told before it is answered', () => {
    known.show({ ...dearer, version: 4 }, null);
    known.show({ ...dearer, version: 4 }, 4);
    expect(known.seen).toMatchObject({ total: 13 });
  });

  test('is the new one at once where nothing that is shown is different', () => {
    const reopened = { ...cart, version: 5 };
    known.show(reopened, null);
    expect(known.seen).toBe(reopened);
  });

  test('is another one where it goes somewhere else for the same total', () => {
    const wish = { type: 'PICKUP', wantedAt: null, personal: null } as const;
    known.show({ ...cart, version: 4, fulfilment: wish }, null);
    expect(known.seen).toBe(cart);
  });

  test('is another one where a line costs, or is, something else for the same total', () => {
    const one = { ...cart, lines: [aLine(1)] };
    known.show(one, 3);
    known.show({ ...cart, lines: [aLine(2)] }, null);
    expect(known.seen).toBe(one);
  });
});
