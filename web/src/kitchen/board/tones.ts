/** Two notes up for what is new, three down for what was cancelled or changed; Hz. */
const NOTES = { new: [660, 880], changed: [587, 494, 392] } as const;
const NOTE_SECONDS = 0.18;

export const play = (context: AudioContext, what: keyof typeof NOTES): void => {
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
