import { useComputed, useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useMemo } from 'preact/hooks';
import { LiveState } from '../../ui/live-state.js';
import { ProblemNote } from '../../ui/problem.js';
import { later } from '../../ui/later.js';
import { texts } from '../texts.js';
import { AllDay } from './all-day-panel.js';
import { Cancelled } from './cancelled.js';
import { useClock } from './clock.js';
import { BoardColumn } from './column.js';
import type { Asking } from './desk.js';
import { type Column, COLUMNS } from './order-steps.js';
import { useSound } from './sound.js';
import { Toolbar } from './toolbar.js';
import { useBoard } from './use-board.js';
import { useStore } from '../store.js';

const ReasonDialog = later(() => import('./reason-dialog.js'));
const PrintDialog = later(() => import('../orders/print-dialog.js'));

/** Until its store is known. */
const USUAL_MINUTES = 20;

interface Props {
  readonly storeId: number;
  /** What fills the screen when somebody asks for it. */
  readonly screen: RefObject<HTMLElement>;
}

/** What is to be cooked now. */
export const BoardPage = ({ storeId, screen }: Props) => {
  const board = useBoard(storeId);
  useClock();
  useSound(board);
  const { data: store } = useStore(storeId);
  const minutes = useComputed(() => store.value?.preparationMinutes ?? USUAL_MINUTES);
  const asking = useSignal<Asking | null>(null);
  const desk = useMemo(() => ({ board, asking, minutes }), [board]);
  const column = useSignal<Column>('todo');
  const close = (): void => void (asking.value = null);
  return (
    <div class="board" data-column={column}>
      <Toolbar board={board} storeId={storeId} screen={screen} />
      <LiveState isCurrent={board.isCurrent.value} />
      <ProblemNote of={board.refused.value} />
      <div class="choose" role="group" aria-label={texts('board')}>
        {COLUMNS.map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={column.value === one}
            class={column.value === one ? 'main' : ''}
            onClick={() => (column.value = one)}
          >
            {texts(one)} {board.columns[one].value.length}
          </button>
        ))}
      </div>
      <div class="columns">
        {COLUMNS.map((one) => (
          <BoardColumn key={one} name={one} desk={desk} />
        ))}
        <AllDay board={board} />
      </div>
      <Cancelled board={board} />
      {asking.value?.what === 'print' && (
        <PrintDialog orderId={asking.value.entry.orderId} paper="ticket" onClose={close} />
      )}
      {asking.value && asking.value.what !== 'print' && (
        <ReasonDialog board={board} entry={asking.value.entry} step={asking.value.what} onClose={close} />
      )}
    </div>
  );
};
