import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';

/** Keeps the screen awake while the component is there; false where the browser does not. It lets go of a hidden page, so it is asked again. */
export const useWakeLock = () => {
  const isAwake = useSignal<boolean | null>(null);
  useEffect(() => {
    let lock: WakeLockSentinel | null = null;
    let isOver = false;
    const ask = async (): Promise<void> => {
      if (document.hidden || (lock && !lock.released)) return;
      try {
        lock = await navigator.wakeLock.request('screen');
        if (isOver) return await lock.release();
        lock.addEventListener('release', () => (isAwake.value = false));
        isAwake.value = true;
      } catch {
        // Not there, not encrypted, or no power left.
        isAwake.value = false;
      }
    };
    const look = (): void => void ask();
    look();
    document.addEventListener('visibilitychange', look);
    return () => {
      isOver = true;
      void lock?.release();
      document.removeEventListener('visibilitychange', look);
    };
  }, []);
  return isAwake;
};
