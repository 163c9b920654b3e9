import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Board } from './board.js';

const KEY = 'doremi-sound';
/** As long as something stands out, it sounds again; milliseconds. */
const AGAIN_AFTER_MS = 20_000;

/** Whether somebody wants to hear it, and whether the browser lets it sound: it waits for a first tap on the page. */
export const sound = signal<'off' | 'waiting' | 'on'>(localStorage.getItem(KEY) === 'on' ? 'waiting' : 'off');

let context: AudioContext | null = null;

const unlock = async (): Promise<void> => {
  if (sound.value === 'off') return;
  context ??= new AudioContext();
  await context.resume();
  sound.value = context.state === 'running' ? 'on' : 'waiting';
};

export const switchSound = (isOn: boolean): void => {
  localStorage.setItem(KEY, isOn ? 'on' : 'off');
  sound.value = isOn ? 'waiting' : 'off';
  if (isOn) void unlock().then(() => ring('new'));
};

const ring = (what: 'new' | 'changed'): void => {
  if (sound.value !== 'on' || !context) return;
  const speaker = context;
  // Nobody waits for the code of a sound that is off.
  import('./tones.js').then(
    ({ play }) => play(speaker, what),
    () => undefined,
  );
};

/** Sounds when something begins to stand out, and again while it does. */
export const useSound = (board: Board): void =>
  useEffect(() => {
    let [news, changes] = [0, 0];
    const stops = [
      board.unseen.subscribe((count) => {
        if (count > news) ring('new');
        news = count;
      }),
      board.toKnow.subscribe((count) => {
        if (count > changes) ring('changed');
        changes = count;
      }),
    ];
    const again = setInterval(() => {
      if (changes > 0) ring('changed');
      else if (news > 0) ring('new');
    }, AGAIN_AFTER_MS);
    const tapped = (): void => void unlock();
    addEventListener('pointerdown', tapped);
    addEventListener('keydown', tapped);
    return () => {
      for (const stop of stops) stop();
      clearInterval(again);
      removeEventListener('pointerdown', tapped);
      removeEventListener('keydown', tapped);
    };
  }, [board]);
