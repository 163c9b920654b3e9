import { type ReadonlySignal, useComputed, useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';
import { CommandButton } from '../../ui/button.js';
import { PageTitle } from '../../ui/page-title.js';
import { texts } from '../texts.js';
import { numberOf } from '../words.js';
import type { Board, Entry } from './board.js';
import { sound, switchSound } from './sound.js';
import { stepsOf } from './steps.js';
import { useWakeLock } from './wake-lock.js';

interface Props {
  readonly board: Board;
  /** What the store is called. */
  readonly name: ReadonlySignal<string>;
  readonly screen: RefObject<HTMLElement>;
}

/** What was said to be ready last, and may be taken back. */
const lastReady = (entries: readonly Entry[]): Entry | null =>
  entries
    .filter(({ order }) => order.value.status === 'READY')
    .reduce<Entry | null>(
      (last, one) => ((one.order.value.readyAt ?? '') > (last?.order.value.readyAt ?? '') ? one : last),
      null,
    );

const Recall = ({ board }: Pick<Props, 'board'>) => {
  const last = useComputed(() => lastReady(board.open.value)).value;
  if (!last)
    return (
      <button type="button" disabled>
        {texts('recallNone')}
      </button>
    );
  const steps = stepsOf(board, last);
  return (
    <CommandButton command={steps} onClick={() => void steps.run('recall', { reason: texts('recallReason') })}>
      {texts('recallLast', { number: numberOf(last.order.value) })}
    </CommandButton>
  );
};

const SOUND = { on: 'soundOn', off: 'soundOff', waiting: 'soundWaiting' } as const;

const Sound = () => (
  <button type="button" aria-pressed={sound.value !== 'off'} onClick={() => switchSound(sound.value === 'off')}>
    {texts(SOUND[sound.value])}
  </button>
);

const FullScreen = ({ screen }: Pick<Props, 'screen'>) => {
  const isFull = useSignal(document.fullscreenElement !== null);
  useEffect(() => {
    const look = (): void => void (isFull.value = document.fullscreenElement !== null);
    document.addEventListener('fullscreenchange', look);
    return () => document.removeEventListener('fullscreenchange', look);
  }, []);
  const turn = (): void =>
    void (isFull.value ? document.exitFullscreen() : screen.current?.requestFullscreen())?.catch(() => undefined);
  return (
    <button type="button" onClick={turn}>
      {texts(isFull.value ? 'leaveFullScreen' : 'fullScreen')}
    </button>
  );
};

const SeeAll = ({ board }: Pick<Props, 'board'>) => {
  const unseen = board.unseen.value;
  if (unseen === 0) return null;
  return (
    <button type="button" class="unseen-count" onClick={() => board.seeAll()}>
      {texts('seeAll', { n: unseen })}
    </button>
  );
};

/** Whether the screen stays awake while the board is open. */
export const Awake = () => {
  const isAwake = useWakeLock().value;
  if (isAwake === null) return null;
  return <span class="soft small awake">{texts(isAwake ? 'awake' : 'notAwake')}</span>;
};

/** Which store this is, and what concerns the whole board. */
export const Toolbar = ({ board, name, screen }: Props) => (
  <div class="toolbar">
    <PageTitle>{name.value}</PageTitle>
    <div class="news" role="status">
      <SeeAll board={board} />
    </div>
    <div class="row tools">
      <Recall board={board} />
      <Sound />
      <FullScreen screen={screen} />
    </div>
  </div>
);
