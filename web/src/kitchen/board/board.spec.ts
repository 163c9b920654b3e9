import { describe, expect, test } from '@jest/globals';
import { Board } from './board.js';
import { Memory } from './memory.js';
import { type BoardOrder, COLUMNS } from './order-steps.js';
import { anOrder, aStorage } from './testing.js';

const TOPIC = 'board:2002';
const AT = '2026-03-02T11:00:00.000Z';

const given = (
  storage = aStorage(),
  cancelledOn: (day: string) => Promise<BoardOrder[]> = () => Promise.resolve([]),
) => {
  const memory = new Memory(storage, 'board');
  const board = new Board(memory, cancelledOn);
  const tell = (...orders: BoardOrder[]): void =>
    orders.forEach((document) => board.hear({ kind: 'document', topic: TOPIC, document }));
  const tellAll = (...orders: BoardOrder[]): void => {
    board.hear({ kind: 'snapshot', topic: TOPIC });
    tell(...orders);
    board.hear({ kind: 'current', topic: TOPIC });
  };
  return { memory, board, tell, tellAll };
};

const shown = (board: Board) =>
  Object.fromEntries(COLUMNS.map((name) => [name, board.columns[name].value.map(({ orderId }) => orderId)]));
const cancelled = (orderId: number) => anOrder(orderId, { status: 'CANCELLED', cancelCode: 'CUSTOMER', closedAt: AT });

describe('what is told', () => {
  test('stands in its column, oldest first, each once', () => {
    const { board, tell, tellAll } = given();
    tellAll(anOrder(2), anOrder(1), anOrder(3, { status: 'COOKING' }));
    tell(anOrder(2, { status: 'COOKING' }), anOrder(2, { status: 'COOKING' }), anOrder(4));
    expect(shown(board)).toEqual({ todo: [1, 4], cooking: [2, 3], ready: [], out: [] });
    expect(board.isCurrent.value).toBe(true);
  });

  test('is drawn only where it changed: the others stay the same list', () => {
    const { board, tell, tellAll } = given();
    tellAll(anOrder(1), anOrder(2, { status: 'COOKING' }));
    const before = board.columns.todo.value;
    tell(anOrder(2, { status: 'READY' }), anOrder(1, { courier: 'x' }));
    expect(board.columns.todo.value).toBe(before);
  });

  test('is shown as it was until all is told anew, and gone then where it was done', async () => {
    const { board, tell, tellAll } = given();
    tellAll(anOrder(1), anOrder(2));
    board.hear({ kind: 'connection', isUp: false });
    expect(board.isCurrent.value).toBe(false);
    board.hear({ kind: 'snapshot', topic: TOPIC });
    tell(anOrder(2), anOrder(3));
    expect(shown(board).todo).toEqual([1, 2]);
    board.hear({ kind: 'current', topic: TOPIC });
    expect(board.isCurrent.value).toBe(false);
    await board.lookUp();
    expect(shown(board).todo).toEqual([2, 3]);
    expect(board.isCurrent.value).toBe(true);
  });
});

describe('a new order', () => {
  test('stands out until somebody has seen it, also after a reload', () => {
    const storage = aStorage();
    const { board, memory, tellAll } = given(storage);
    tellAll(anOrder(1), anOrder(2), anOrder(3, { status: 'COOKING' }));
    expect(board.unseen.value).toBe(2);
    const [first] = board.columns.todo.value;
    if (first) board.see(first);
    memory.save();
    const again = given(storage);
    again.tellAll(anOrder(1), anOrder(2));
    expect(again.board.open.value.map(({ isNew }) => isNew.value)).toEqual([false, true]);
  });

  test('stands out no more in the other windows of the profile', () => {
    const storage = aStorage();
    const [here, there] = [given(storage), given(storage)];
    here.tellAll(anOrder(1));
    there.tellAll(anOrder(1));
    here.board.seeAll();
    here.memory.save();
    there.board.takeMarks();
    expect(there.board.unseen.value).toBe(0);
  });

  test('somebody takes a step with is seen', () => {
    const { board, tell, tellAll } = given();
    tellAll(anOrder(1));
    tell(anOrder(1, { status: 'COOKING' }));
    expect(board.unseen.value).toBe(0);
  });
});

test('an order that is not what somebody saw of it says so until they look again', () => {
  const { board, tell, tellAll } = given();
  tellAll(anOrder(1));
  board.seeAll();
  tell(anOrder(1, { refunded: 3 }));
  expect(board.toKnow.value).toBe(1);
  board.seeAll();
  expect(board.toKnow.value).toBe(0);
});

describe('a cancelled order', () => {
  test('stays until somebody has acknowledged it, and does not come back', () => {
    const { board, tell, tellAll } = given();
    tellAll(anOrder(1), anOrder(2));
    tell(cancelled(1));
    expect(shown(board).todo).toEqual([2]);
    expect(board.cancelled.value.map(({ orderId }) => orderId)).toEqual([1]);
    tellAll(anOrder(2));
    expect(board.cancelled.value).toHaveLength(1);
    board.acknowledge(1);
    tell(cancelled(1));
    expect(board.cancelled.value).toHaveLength(0);
    expect(board.size).toBe(1);
  });

  test('is known though it was cancelled while the connection was lost', async () => {
    const { board, tellAll } = given(aStorage(), (day) =>
      Promise.resolve(day === '2026-03-02' ? [cancelled(1), cancelled(9)] : []),
    );
    tellAll(anOrder(1), anOrder(2), anOrder(3));
    board.hear({ kind: 'connection', isUp: false });
    tellAll(anOrder(3));
    await board.lookUp();
    expect(board.cancelled.value.map(({ orderId }) => orderId)).toEqual([1]);
    expect(shown(board).todo).toEqual([3]);
  });

  test('is known though it was cancelled while the page was closed', async () => {
    const storage = aStorage();
    const { memory, tellAll } = given(storage);
    tellAll(anOrder(1));
    memory.save();
    const again = given(storage, () => Promise.resolve([cancelled(1)]));
    again.tellAll();
    await again.board.lookUp();
    expect(again.board.cancelled.value.map(({ orderId }) => orderId)).toEqual([1]);
  });

  test('nobody was shown is nothing to know', () => {
    const { board, tell, tellAll } = given();
    tellAll();
    tell(cancelled(1));
    expect(board.cancelled.value).toEqual([]);
  });

  test('is asked for again where nobody answered', async () => {
    let isAway = true;
    const { board, tellAll } = given(aStorage(), () =>
      isAway ? Promise.reject(new Error('away')) : Promise.resolve([cancelled(1)]),
    );
    tellAll(anOrder(1));
    tellAll();
    await board.lookUp();
    expect(board.isCurrent.value).toBe(false);
    isAway = false;
    await board.lookUp();
    expect(board.cancelled.value).toHaveLength(1);
    expect(board.isCurrent.value).toBe(true);
  });
});

describe('a shift of twelve hours', () => {
  const HOURS = 12;
  const PER_MINUTE = 5;
  const LIVES_FOR_MINUTES = 30;
  const STATUSES = ['ACCEPTED', 'COOKING', 'READY', 'DELIVERING', 'COMPLETED'] as const;

  test('loses nothing, doubles nothing and does not grow, whatever is lost on the way', async () => {
    const storage = aStorage();
    const truth = new Map<number, BoardOrder>();
    const gone: BoardOrder[] = [];
    const { board, memory, tell, tellAll } = given(storage, () => Promise.resolve(gone));
    tellAll();
    let [orderId, missed, sizeAfterAnHour, isUp] = [0, 0, 0, true];
    const say = (order: BoardOrder): void => {
      if (order.closedAt === null) truth.set(order.orderId, order);
      else truth.delete(order.orderId);
      if (order.status === 'CANCELLED') gone.push(order);
      if (isUp) tell(order);
    };
    for (let minute = 0; minute < HOURS * 60; minute += 1) {
      if (minute % 45 === 40) board.hear({ kind: 'connection', isUp: (isUp = false) });
      for (const order of [...truth.values()]) {
        const age = minute - Number(order.courier);
        const status = STATUSES[Math.min(STATUSES.length - 1, Math.floor((age / LIVES_FOR_MINUTES) * STATUSES.length))];
        if (order.orderId % 50 === 0 && age === 7)
          say({ ...order, status: 'CANCELLED', closedAt: AT, cancelCode: 'CUSTOMER' });
        else if (status && status !== order.status)
          say({ ...order, status, closedAt: status === 'COMPLETED' ? AT : null });
      }
      for (let n = 0; n < PER_MINUTE; n += 1) say(anOrder((orderId += 1), { courier: String(minute) }));
      if (minute % 45 === 42) {
        isUp = true;
        tellAll(...truth.values());
        await board.lookUp();
      }
      if (!isUp) continue;
      board.seeAll();
      for (const entry of board.cancelled.value) board.acknowledge(entry.orderId);
      memory.save();
      const open = board.open.value.map((entry) => entry.orderId);
      if (new Set(open).size !== open.length || open.length !== truth.size) missed += 1;
      if (open.some((id) => board.entry(id)?.order.value !== truth.get(id))) missed += 1;
      if (minute === 60) sizeAfterAnHour = board.size + memory.size;
    }
    expect(orderId).toBe(3_600);
    expect(missed).toBe(0);
    // The last acknowledged ones are remembered: all 72 of this shift, of 500 at most.
    expect(board.size + memory.size).toBeLessThan(sizeAfterAnHour + 100);
    expect(storage.getItem('board')?.length).toBeLessThan(20_000);
  });
});
