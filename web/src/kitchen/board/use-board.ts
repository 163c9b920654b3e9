import { useEffect, useMemo } from 'preact/hooks';
import { allOf, answered, api } from '../../api/client.js';
import { watch } from '../../live/live.js';
import { Board } from './board.js';
import { Memory } from './memory.js';

/** How often what is to be remembered is written, and what is not known is asked for again; milliseconds. */
const SAVE_EVERY_MS = 1_000;
const LOOK_EVERY_MS = 3_000;

const cancelledAt = (storeId: number) => (day: string) =>
  allOf((cursor) =>
    answered(
      api.GET('/orders', {
        params: { query: { storeId, day, status: 'CANCELLED', limit: 200, ...(cursor !== undefined && { cursor }) } },
      }),
    ),
  );

/** The board of a store, live while the component is there. */
export const useBoard = (storeId: number): Board => {
  const name = `doremi-board-${storeId}`;
  const { board, memory } = useMemo(() => {
    const memory = new Memory(localStorage, name);
    return { memory, board: new Board(memory, cancelledAt(storeId)) };
  }, [storeId]);
  useEffect(() => {
    const save = (): void => memory.save();
    const takeMarks = ({ key }: StorageEvent): void => {
      if (key === name) board.takeMarks();
    };
    const saving = setInterval(save, SAVE_EVERY_MS);
    const looking = setInterval(() => void board.lookUp(), LOOK_EVERY_MS);
    const stop = watch(`board:${storeId}`, board.hear);
    addEventListener('pagehide', save);
    addEventListener('storage', takeMarks);
    return () => {
      stop();
      save();
      clearInterval(saving);
      clearInterval(looking);
      removeEventListener('pagehide', save);
      removeEventListener('storage', takeMarks);
    };
  }, [board]);
  return board;
};
