import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';

const EVERY_MS = 5_000;
const now = signal(Date.now());

/** The time, milliseconds, a few seconds exact: what passes by the clock is told by nobody. */
export const useNow = (): number => {
  useEffect(() => {
    now.value = Date.now();
    const timer = setInterval(() => (now.value = Date.now()), EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return now.value;
};
