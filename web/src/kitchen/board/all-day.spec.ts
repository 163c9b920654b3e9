import { expect, test } from '@jest/globals';
import { allDay } from './all-day.js';
import { anOrder } from './testing.js';

const LARGE = { groupId: 'size', optionId: 'large', name: 'Large', priceDelta: 3 };
const HOT = { groupId: 'extra', optionId: 'hot', name: 'Chili', priceDelta: 1 };
const line = (menuName: string, quantity: number, options = [LARGE].slice(1)) => ({
  ...{ lineId: 1, menuId: 1, revision: 1, menuName, quantity, unitPrice: 10, options },
});

test('how many of each are to be made, by what was chosen, the most first', () => {
  const orders = [
    anOrder(1, { lines: [line('Margherita', 2), line('Diavola', 1, [LARGE, HOT])] }),
    anOrder(2, { status: 'COOKING', lines: [line('Margherita', 1), line('Diavola', 1, [HOT, LARGE])] }),
    anOrder(3, { status: 'READY', lines: [line('Margherita', 50)] }),
    anOrder(4, { status: 'RECEIVED', lines: [line('Diavola', 1)] }),
  ];
  expect(allDay(orders)).toEqual([
    { name: 'Margherita', options: '', quantity: 3 },
    { name: 'Diavola', options: 'Chili, Large', quantity: 2 },
    { name: 'Diavola', options: '', quantity: 1 },
  ]);
});
