import type { JSX } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { answered, api, type Schema } from '../../api/client.js';
import { useRead } from '../../api/use-read.js';
import { when } from '../../texts/formats.js';
import { locale } from '../../texts/texts.js';
import { ProblemNote } from '../../ui/problem.js';
import { daysOf, isShutForGood } from '../times.js';
import { useNow } from '../use-now.js';
import { say } from './texts.js';

const dayOf = (instant: string): string => new Date(instant).toDateString();

const dayInWords = (instant: string): string =>
  new Date(instant).toLocaleDateString(locale.value, {
    weekday: 'long',
    month: 'short',
    day: 'numeric',
  });
const timeInWords = (instant: string): string =>
  new Date(instant).toLocaleTimeString(locale.value, { hour: '2-digit', minute: '2-digit' });

/** Why the store has no time to offer. */
const whyNone = (store: Schema<'StoreView'>): string => {
  if (isShutForGood(store)) return say('noTimesShut');
  const { status, until } = store;
  return status === 'OPEN' || until === null ? say('noTimes') : say('noTimesUntil', { at: when(until) });
};

const soonInWords = ({ openNow, status, preparationMinutes }: Schema<'StoreView'>): string => {
  if (openNow) return say('soon', { n: preparationMinutes });
  return say(status === 'OPEN' ? 'soonClosed' : 'soonShut');
};

/**
 * The times at which the store is open and has a place. Nobody tells of a place that is taken (decision 36): they are read again as the
 * store is, which is told, and is read after a refusal too; and as somebody comes back to this window.
 */
const useTimes = (store: Schema<'StoreView'>) => {
  const { storeId } = store;
  const read = useRead(`times ${storeId}`, async () => {
    const { times } = await answered(api.GET('/stores/{storeId}/times', { params: { path: { storeId } } }));
    return times;
  });
  const readWith = useRef(store);
  useEffect(() => {
    if (readWith.current === store) return;
    readWith.current = store;
    void read.reload();
  }, [store]);
  useEffect(() => {
    const look = (): void => void (document.hidden || read.reload());
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, []);
  return read;
};

/** As soon as possible, or a quarter of an hour within the next seven days. */
export const When = ({ store, wantedAt }: { store: Schema<'StoreView'>; wantedAt: string | null }) => {
  const now = useNow();
  const [isLater, setLater] = useState(wantedAt !== null || !store.openNow);
  const read = useTimes(store);
  const isRead = read.data.value !== undefined;
  const days = daysOf(read.data.value ?? [], now, isShutForGood(store) ? null : wantedAt);
  const [day, setDay] = useState(wantedAt === null ? null : dayOf(wantedAt));
  const [time, setTime] = useState(wantedAt);
  const times = days.find(([first]) => first !== undefined && dayOf(first) === day) ?? days[0] ?? [];
  const [first] = times;
  const isGone = isRead && time !== null && !times.includes(time);
  const isNone = isRead && days.length === 0;
  const said = !isRead ? '' : isNone ? whyNone(store) : say(isGone ? 'timeGone' : 'timesOffered');
  const saying = useId();
  const picker = useRef<HTMLSelectElement>(null);
  // The form says the same as it is sent on.
  useEffect(() => picker.current?.setCustomValidity(isNone || isGone ? said : ''));
  // Whoever comes to the picker chooses of what there is now.
  const come = ({ currentTarget, relatedTarget }: JSX.TargetedFocusEvent<HTMLElement>): void => {
    if (!currentTarget.contains(relatedTarget as Node | null)) void read.reload();
  };
  const chooseDay = (chosen: string): void => {
    setDay(chosen);
    setTime(null);
  };
  return (
    <fieldset>
      <legend>{say('whenTitle')}</legend>
      <label class="option">
        <input
          type="radio"
          name="when"
          value="soon"
          checked={!isLater}
          disabled={!store.openNow}
          onChange={() => setLater(false)}
        />
        <span>{soonInWords(store)}</span>
      </label>
      <label class="option">
        <input type="radio" name="when" value="later" checked={isLater} onChange={() => setLater(true)} />
        <span>{say('atATime')}</span>
      </label>
      {isLater && (
        <div class="row" onFocusIn={come}>
          <label class="field">
            {say('day')}
            <select value={first && dayOf(first)} onChange={({ currentTarget }) => chooseDay(currentTarget.value)}>
              {days.map(([begins = '']) => (
                <option key={dayOf(begins)} value={dayOf(begins)}>
                  {dayInWords(begins)}
                </option>
              ))}
            </select>
          </label>
          <label class="field">
            {say('time')}
            <select
              name="time"
              required
              ref={picker}
              aria-describedby={saying}
              value={isGone ? '' : (time ?? first)}
              onChange={({ currentTarget }) => setTime(currentTarget.value)}
            >
              {times.map((one) => (
                <option key={one} value={one}>
                  {timeInWords(one)}
                </option>
              ))}
            </select>
          </label>
          <p class={isNone ? 'small' : 'soft small'} role="status" id={saying}>
            {said}
          </p>
          <ProblemNote of={read.problem.value} onRetry={() => void read.reload()} />
        </div>
      )}
    </fieldset>
  );
};
