import { type Signal, useComputed, useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useMemo } from 'preact/hooks';
import { LiveState } from '../../ui/live-state.js';
import { ProblemNote } from '../../ui/problem.js';
import { later } from '../../ui/later.js';
import { useStore } from '../store.js';
import { texts } from '../texts.js';
import { AllDay } from './all-day-panel.js';
import type { Board } from './board.js';
import { Cancelled } from './cancelled.js';
import { useClock } from './clock.js';
import { BoardColumn } from './column.js';
import type { Asking, Desk } from './desk.js';
import { type Column, COLUMNS } from './order-steps.js';
import { useSound } from './sound.js';
import { stepsOf } from './steps.js';
import { Awake, Toolbar } from './toolbar.js';
import { useBoard } from './use-board.js';

const ReasonDialog = later(() => import('./reason-dialog.js'));
const PrintDialog = later(() => import('../orders/print-dialog.js'));

/** What is asked in front of the board. */
const Asked = ({ board, asking }: Pick<Desk, 'board' | 'asking'>) => {
  if (!asking.value) return null;
  const { entry, what } = asking.value;
  const close = (): void => void (asking.value = null);
  if (what === 'print') return <PrintDialog orderId={entry.orderId} paper="ticket" onClose={close} />;
  return <ReasonDialog steps={stepsOf(board, entry)} entry={entry} step={what} onClose={close} />;
};

const State = ({ board }: { readonly board: Board }) => (
  <>
    <div class="state">
      <LiveState isCurrent={board.isCurrent.value} />
      <Awake />
    </div>
    <ProblemNote of={board.refused.value} />
  </>
);

interface ChoiceProps {
  readonly board: Board;
  readonly of: Column;
  readonly chosen: Signal<Column>;
}

const Choice = ({ board, of, chosen }: ChoiceProps) => {
  const isChosen = chosen.value === of;
  return (
    <button type="button" aria-pressed={isChosen} class={isChosen ? 'main' : ''} onClick={() => (chosen.value = of)}>
      {texts(of)} {board.columns[of].value.length}
    </button>
  );
};

/** What the store is called, and where it is; where nobody answers, by its number, and where its board is. */
const useNameAndTimezone = (storeId: number) => {
  const { data, problem } = useStore(storeId);
  const name = useComputed(
    () => data.value?.storeName ?? (problem.value ? texts('store', { store: storeId }) : '\u00a0'),
  );
  const timezone = useComputed(
    () => data.value?.timezone ?? (problem.value && new Intl.DateTimeFormat().resolvedOptions().timeZone),
  );
  return { name, timezone };
};

interface Props {
  readonly storeId: number;
  /** What fills the screen when somebody asks for it. */
  readonly screen: RefObject<HTMLElement>;
}

/** What is to be cooked now. It is drawn once: what changes is in parts that have no such parts in them (see Mounted). */
export const BoardPage = ({ storeId, screen }: Props) => {
  const board = useBoard(storeId);
  useClock();
  useSound(board);
  const asking = useSignal<Asking | null>(null);
  const { name, timezone } = useNameAndTimezone(storeId);
  const desk = useMemo(() => ({ board, asking, timezone }), [board]);
  const chosen = useSignal<Column>('todo');
  return (
    <div class="board" data-column={chosen}>
      <Toolbar board={board} name={name} screen={screen} />
      <State board={board} />
      <div class="choose" role="group" aria-label={texts('board')}>
        {COLUMNS.map((one) => (
          <Choice key={one} of={one} board={board} chosen={chosen} />
        ))}
      </div>
      <div class="columns">
        <AllDay board={board} />
        {COLUMNS.map((one) => (
          <BoardColumn key={one} name={one} desk={desk} />
        ))}
      </div>
      <Cancelled board={board} />
      <Asked board={board} asking={asking} />
    </div>
  );
};
