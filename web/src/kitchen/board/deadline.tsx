import { useComputed } from '@preact/signals';
import { texts } from '../texts.js';
import { nowBySecond } from './clock.js';
import { asClock, secondsUntil } from './timing.js';

/** Until when an order waits for its store's answer, counted down. */
export const Deadline = ({ at }: { readonly at: string | null }) => {
  const left = useComputed(() => {
    const seconds = at === null ? 0 : secondsUntil(at, nowBySecond.value);
    return seconds > 0 ? texts('answerWithin', { time: asClock(seconds) }) : texts('answerOver');
  });
  return (
    <p class="deadline">
      <strong>{left}</strong>
    </p>
  );
};
