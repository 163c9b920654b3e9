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

/** Two notes up for what is new, three down for what was cancelled or changed. */
const NOTES = { new: [660, 880], changed: [587, 494, 392] } as const;
const NOTE_SECONDS = 0.18;

const ring = (what: keyof typeof NOTES): void => {
  if (sound.value !== 'on' || !context) return;
  for (const [at, frequency] of NOTES[what].entries()) {
    const start = context.currentTime + at * NOTE_SECONDS;
    const tone = new OscillatorNode(context, { frequency, type: 'triangle' });
    const volume = new GainNode(context, { gain: 0 });
    volume.gain.linearRampToValueAtTime(0.6, start + 0.02);
    volume.gain.linearRampToValueAtTime(0, start + NOTE_SECONDS);
    tone.connect(volume).connect(context.destination);
    tone.start(start);
    tone.stop(start + NOTE_SECONDS);
  }
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
