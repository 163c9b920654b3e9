import type { Signal } from '@preact/signals';
import { locale } from '../../texts/texts.js';
import { type Draft, type Exception, type Period, USUAL, usualWeek } from './settings-form.js';
import { texts } from './texts.js';

interface Props {
  readonly draft: Signal<Draft>;
}

/** Days of the week from Monday, 1. The first of January 2024 was one. */
const dayName = (day: number): string =>
  new Intl.DateTimeFormat(locale.value, { weekday: 'long', timeZone: 'UTC' }).format(Date.UTC(2024, 0, day));

const Time = ({ label, value, onInput }: { label: string; value: string; onInput: (value: string) => void }) => (
  <label class="field">
    {label}
    <input type="time" required value={value} onInput={({ currentTarget }) => onInput(currentTarget.value)} />
  </label>
);

const Remove = ({ onClick }: { readonly onClick: () => void }) => (
  <button type="button" onClick={onClick}>
    {texts('remove')}
  </button>
);

const Weekly = ({ draft }: Props) => {
  const { weekly } = draft.value;
  const change = (at: number, period: Period | null): void =>
    void (draft.value = { ...draft.value, weekly: weekly.toSpliced(at, 1, ...(period ? [period] : [])) });
  return (
    <>
      <div class="periods">
        {weekly.map((period, at) => (
          <div key={at} class="row" role="group" aria-label={texts('period', { n: at + 1 })}>
            <label class="field">
              {texts('day')}
              <select
                value={period.day}
                onChange={({ currentTarget }) => change(at, { ...period, day: Number(currentTarget.value) })}
              >
                {[1, 2, 3, 4, 5, 6, 7].map((day) => (
                  <option key={day} value={day}>
                    {dayName(day)}
                  </option>
                ))}
              </select>
            </label>
            <Time label={texts('from')} value={period.open} onInput={(open) => change(at, { ...period, open })} />
            <Time label={texts('to')} value={period.close} onInput={(close) => change(at, { ...period, close })} />
            <Remove onClick={() => change(at, null)} />
          </div>
        ))}
      </div>
      <p class="soft small">{texts('toHint')}</p>
      <button type="button" onClick={() => change(weekly.length, { day: 1, ...USUAL })}>
        {texts('addPeriod')}
      </button>
    </>
  );
};

const Exceptions = ({ draft }: Props) => {
  const { exceptions } = draft.value;
  const change = (at: number, one: Exception | null): void =>
    void (draft.value = { ...draft.value, exceptions: exceptions.toSpliced(at, 1, ...(one ? [one] : [])) });
  return (
    <>
      <h3>{texts('exceptions')}</h3>
      <div class="periods">
        {exceptions.map((one, at) => (
          <div key={at} class="row" role="group" aria-label={texts('exception', { n: at + 1 })}>
            <label class="field">
              {texts('date')}
              <input
                type="date"
                required
                value={one.date}
                onInput={({ currentTarget }) => change(at, { ...one, date: currentTarget.value })}
              />
            </label>
            <label class="check">
              <input
                type="checkbox"
                checked={one.closed}
                onChange={({ currentTarget }) => change(at, { ...one, closed: currentTarget.checked })}
              />
              {texts('closed')}
            </label>
            {!one.closed && (
              <>
                <Time label={texts('from')} value={one.open} onInput={(open) => change(at, { ...one, open })} />
                <Time label={texts('to')} value={one.close} onInput={(close) => change(at, { ...one, close })} />
              </>
            )}
            <Remove onClick={() => change(at, null)} />
          </div>
        ))}
      </div>
      <button type="button" onClick={() => change(exceptions.length, { ...USUAL, date: '', closed: true })}>
        {texts('addException')}
      </button>
    </>
  );
};

/** When the store is open: always, or by the week with other days in between. */
export const Hours = ({ draft }: Props) => {
  const { alwaysOpen, weekly } = draft.value;
  const turn = (isAlways: boolean): void =>
    void (draft.value = {
      ...draft.value,
      alwaysOpen: isAlways,
      weekly: !isAlways && weekly.length === 0 ? usualWeek() : weekly,
    });
  return (
    <fieldset>
      <legend>{texts('hours')}</legend>
      <label class="check">
        <input type="checkbox" checked={alwaysOpen} onChange={({ currentTarget }) => turn(currentTarget.checked)} />
        {texts('alwaysOpen')}
      </label>
      {!alwaysOpen && (
        <>
          <Weekly draft={draft} />
          <Exceptions draft={draft} />
        </>
      )}
    </fieldset>
  );
};
