import { useEffect, useRef, useState } from 'preact/hooks';
import { answered, api, type Schema } from '../../api/client.js';
import { useRead } from '../../api/use-read.js';
import { locale } from '../../texts/texts.js';
import { ProblemNote } from '../../ui/problem.js';
import { daysOf } from '../times.js';
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

/** The times at which the store is open and has a place, read again as the store is. */
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
  return read;
};

/** As soon as possible, or a quarter of an hour within the next seven days. */
export const When = ({ store, wantedAt }: { store: Schema<'StoreView'>; wantedAt: string | null }) => {
  const now = useNow();
  const [isLater, setLater] = useState(wantedAt !== null || !store.openNow);
  const read = useTimes(store);
  const isRead = read.data.value !== undefined;
  const days = daysOf(read.data.value ?? [], now, wantedAt);
  const [day, setDay] = useState(wantedAt === null ? null : dayOf(wantedAt));
  const [time, setTime] = useState(wantedAt);
  const times = days.find(([first]) => first !== undefined && dayOf(first) === day) ?? days[0] ?? [];
  const [first] = times;
  const isGone = isRead && time !== null && !times.includes(time);
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
        <span>{store.openNow ? say('soon', { n: store.preparationMinutes }) : say('soonClosed')}</span>
      </label>
      <label class="option">
        <input type="radio" name="when" value="later" checked={isLater} onChange={() => setLater(true)} />
        <span>{say('atATime')}</span>
      </label>
      {isLater && (
        <div class="row">
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
          <p class="soft small" role="status">
            {isRead && say(days.length === 0 ? 'noTimes' : isGone ? 'timeGone' : 'timesOffered')}
          </p>
          <ProblemNote of={read.problem.value} onRetry={() => void read.reload()} />
        </div>
      )}
    </fieldset>
  );
};
