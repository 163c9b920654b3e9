import { EngineUnavailable } from '@doremi/event-sourcing';
import { eventually } from '@doremi/event-sourcing/testing';
import { beforeEach, expect, test } from '@jest/globals';
import { highWaterMarksOf } from './high-water-marks.js';

let lost: { menu: number; cart: number };
let charged: number | null | 'away' | 'silent';
let asked: number;
let change: () => void;
beforeEach(() => {
  lost = { menu: 0, cart: 0 };
  charged = null;
  asked = 0;
});

const marks = () =>
  highWaterMarksOf(
    { highWaterMarks: () => Promise.resolve(lost), onChange: (listener) => (change = listener) },
    {
      highestCart: () => {
        asked++;
        if (charged === 'silent') return new Promise(() => undefined);
        if (charged === 'away') return Promise.reject(new EngineUnavailable('away'));
        return Promise.resolve(charged);
      },
    },
  );

test('are the highest that anybody knows; the payment provider knows of carts alone', async () => {
  lost = { menu: 8, cart: 30 };
  charged = 41;
  const { menu, cart } = marks();
  expect([await menu.known(), await cart.known()]).toEqual([8, 41]);
  lost = { menu: 9, cart: 50 };
  expect([await menu.asked(), await cart.asked()]).toEqual([9, 50]);
});

test('are nothing where nothing was lost or charged', async () => {
  const { menu, cart } = marks();
  expect([await menu.known(), await cart.known()]).toEqual([0, 0]);
});

test('do not ask the payment provider for every cart, but when something changed and when it is asked for', async () => {
  charged = 41;
  const { cart } = marks();
  for (let n = 0; n < 5; n++) await cart.known();
  expect(asked).toBe(1);
  charged = 43;
  expect(await cart.asked()).toBe(43);
  charged = 45;
  change();
  expect(await cart.known()).toBe(45);
  expect(asked).toBe(3);
});

test('refuse nobody while the payment provider is away, and are put right once it is back', async () => {
  charged = 'away';
  const { cart } = marks();
  expect(await cart.known()).toBe(0);
  charged = 41;
  await eventually(async () => (await cart.known()) === 41);
});

test('never go down, and do not wait for ever', async () => {
  charged = 41;
  const { cart } = marks();
  expect(await cart.known()).toBe(41);
  charged = 'silent';
  expect(await cart.asked()).toBe(41);
  charged = 12;
  expect(await cart.asked()).toBe(41);
});
