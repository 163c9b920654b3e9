import { useComputed, useSignal } from '@preact/signals';
import { texts } from '../texts.js';
import { allDay } from './all-day.js';
import type { Board } from './board.js';

/** How many of each are still to be made, over all tickets. */
export const AllDay = ({ board }: { readonly board: Board }) => {
  const counts = useComputed(() => allDay(board.open.value.map(({ order }) => order.value)));
  const isOpen = useSignal(false);
  return (
    <aside class="all-day" data-open={isOpen} aria-labelledby="all-day">
      <h2 id="all-day">{texts('allDay')}</h2>
      {counts.value.length === 0 && <p class="soft">{texts('allDayNone')}</p>}
      <ul id="all-day-what" aria-label={texts('allDayWhat')}>
        {counts.value.map(({ name, options, quantity }) => (
          <li key={`${name}\n${options}`}>
            <strong class="quantity">{quantity}×</strong>{' '}
            <span>
              {name}
              {options !== '' && <span class="soft"> {options}</span>}
            </span>
          </li>
        ))}
      </ul>
      {counts.value.length > 0 && (
        <button
          type="button"
          aria-expanded={isOpen}
          aria-controls="all-day-what"
          onClick={() => (isOpen.value = !isOpen.value)}
        >
          {texts('allDayAll')}
        </button>
      )}
    </aside>
  );
};
