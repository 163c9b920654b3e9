import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';

/** Ms since 1970, as the board shows it: ages go by minutes, so that every few seconds is often enough. */
export const now = signal(Date.now());
/** The same for what is counted down by the second. */
export const nowBySecond = signal(Date.now());

const EVERY_MS = 1_000;
const AGES_EVERY_MS = 5_000;

/** Lets both go on while the component is there. */
export const useClock = (): void =>
  useEffect(() => {
    const tick = (): void => {
      nowBySecond.value = Date.now();
      if (Math.abs(nowBySecond.value - now.value) >= AGES_EVERY_MS) now.value = nowBySecond.value;
    };
    now.value = Date.now();
    tick();
    const timer = setInterval(tick, EVERY_MS);
    return () => clearInterval(timer);
  }, []);
