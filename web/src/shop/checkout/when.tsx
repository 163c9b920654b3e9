import { useState } from 'preact/hooks';
import type { Schema } from '../../api/client.js';
import { when } from '../../texts/formats.js';
import { language } from '../../texts/texts.js';
import { quartersOf } from '../times.js';
import { useNow } from '../use-now.js';
import { say } from './texts.js';

const dayOf = (instant: string): string => new Date(instant).toDateString();

const dayInWords = (instant: string): string =>
  new Date(instant).toLocaleDateString(language.value, {
    weekday: 'long',
    month: 'short',
    day: 'numeric',
  });
const timeInWords = (instant: string): string =>
  new Date(instant).toLocaleTimeString(language.value, { hour: '2-digit', minute: '2-digit' });

/** As soon as possible, or a quarter of an hour within the next seven days. */
export const When = ({ store, wantedAt }: { store: Schema<'StoreView'>; wantedAt: string | null }) => {
  const now = useNow();
  const [isLater, setLater] = useState(wantedAt !== null || !store.openNow);
  const days = quartersOf(now, store);
  const [day, setDay] = useState(wantedAt === null ? null : dayOf(wantedAt));
  const [time, setTime] = useState(wantedAt);
  const quarters = days.find(([first]) => first !== undefined && dayOf(first) === day) ?? days[0] ?? [];
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
            <select value={day ?? undefined} onChange={({ currentTarget }) => setDay(currentTarget.value)}>
              {days.map(([first = '']) => (
                <option key={dayOf(first)} value={dayOf(first)}>
                  {dayInWords(first)}
                </option>
              ))}
            </select>
          </label>
          <label class="field">
            {say('time')}
            <select
              name="time"
              required
              value={time ?? undefined}
              onChange={({ currentTarget }) => setTime(currentTarget.value)}
            >
              {time !== null && dayOf(time) === dayOf(quarters[0] ?? time) && !quarters.includes(time) && (
                <option value={time}>{when(time)}</option>
              )}
              {quarters.map((quarter) => (
                <option key={quarter} value={quarter}>
                  {timeInWords(quarter)}
                </option>
              ))}
            </select>
          </label>
          <p class="soft small">{say('storeSays')}</p>
        </div>
      )}
    </fieldset>
  );
};
