import { signal, useComputed, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { answered, api } from '../../api/client.js';
import { type SameKeys, textsOf } from '../../texts/texts.js';
import { CommandButton } from '../../ui/button.js';
import type { Entry } from './board.js';
import { nowBySecond } from './clock.js';
import type { Steps } from './steps.js';
import { asClock, secondsUntil } from './timing.js';

const en = {
  accept: 'Accept: {n} min',
  acceptWanted: 'Accept',
  minutesLess: 'Five minutes less',
  minutesMore: 'Five minutes more',
  answerWithin: 'Answer within {time}',
  answerOver: 'The time to answer is over',
} as const;

const ko: SameKeys<typeof en> = {
  accept: '수락: {n}분',
  acceptWanted: '수락',
  minutesLess: '5분 줄이기',
  minutesMore: '5분 늘리기',
  answerWithin: '{time} 안에 답하세요',
  answerOver: '답할 시간이 지났습니다',
};

const acceptTexts = textsOf({ en, ko });

interface Props {
  readonly entry: Entry;
  readonly steps: Steps;
}

const STEP_MINUTES = 5;
const MOST_MINUTES = 240;

/** How long the store takes; minutes. */
const usual = signal(20);
let askedOf: number | null = null;

/** Once for all tickets; where nobody answers, the next one asks again. */
const askUsual = (storeId: number): void => {
  if (askedOf === storeId) return;
  askedOf = storeId;
  answered(api.GET('/stores/{storeId}', { params: { path: { storeId } } })).then(
    ({ preparationMinutes }) => (usual.value = preparationMinutes),
    () => (askedOf = null),
  );
};

/** Until when an order waits for its store's answer, counted down. */
const Deadline = ({ at }: { readonly at: string | null }) => {
  const left = useComputed(() => {
    const seconds = at === null ? 0 : secondsUntil(at, nowBySecond.value);
    return seconds > 0 ? acceptTexts('answerWithin', { time: asClock(seconds) }) : acceptTexts('answerOver');
  });
  return (
    <p class="deadline">
      <strong>{left}</strong>
    </p>
  );
};

/** In how many minutes it will be there; a time that somebody wanted is the promise by itself. */
const Accept = ({ entry, steps }: Props) => {
  const changed = useSignal(0);
  const order = entry.order.value;
  useEffect(() => askUsual(order.storeId), []);
  const isWanted = Boolean(order.fulfilment?.wantedAt);
  const minutes = Math.min(MOST_MINUTES, Math.max(STEP_MINUTES, usual.value + changed.value));
  const run = (): void => void steps.run('accept', isWanted ? {} : { minutes });
  const change = (by: number): void => void (changed.value = minutes + by - usual.value);
  return (
    <>
      <Deadline at={order.acceptBy} />
      <div class="minutes">
        {!isWanted && (
          <button type="button" aria-label={acceptTexts('minutesLess')} onClick={() => change(-STEP_MINUTES)}>
            −
          </button>
        )}
        <CommandButton command={steps} kind="main" onClick={run}>
          {isWanted ? acceptTexts('acceptWanted') : acceptTexts('accept', { n: minutes })}
        </CommandButton>
        {!isWanted && (
          <button type="button" aria-label={acceptTexts('minutesMore')} onClick={() => change(STEP_MINUTES)}>
            +
          </button>
        )}
      </div>
    </>
  );
};

export default Accept;
