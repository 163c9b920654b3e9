import { EngineUnavailable, type Place, type Position, positionOf } from '@doremi/event-sourcing';
import type { ReadSide } from '@doremi/read-models';
import { expect, test } from '@jest/globals';
import { listsFrom } from './policy-lists.js';

const log = { generation: 3 };
const at = (place: bigint): Position => positionOf(place, place);

/** A read side that is as far as this, with two stores: one from the beginning, one that came later. */
const readSide = (reached: Position): ReadSide => {
  const documents = [
    { storeId: 2001, since: at(1n) },
    { storeId: 2002, since: at(5n) },
  ];
  const reader = {
    waitFor: ({ generation, position }: Place) => Promise.resolve(generation === log.generation && position <= reached),
    find: () => Promise.resolve(documents),
  };
  return { readModel: () => reader } as unknown as ReadSide;
};

test('the stores are those that were there when it happened, however late it is delivered', async () => {
  const listsFor = listsFrom(readSide(at(9n)), log);
  expect(await listsFor({ position: at(3n) }).storeIds()).toEqual([2001]);
  expect(await listsFor({ position: at(7n) }).storeIds()).toEqual([2001, 2002]);
});

test('a list of another log is waited for, too', async () => {
  const listsFor = listsFrom(readSide(at(9n)), { generation: 4 });
  await expect(listsFor({ position: at(3n) }).offeredMenus()).rejects.toThrow(EngineUnavailable);
});

test('a list that is not as far as the event is waited for', async () => {
  await expect(listsFrom(readSide(at(6n)), log)({ position: at(7n) }).storeIds()).rejects.toThrow(EngineUnavailable);
});
