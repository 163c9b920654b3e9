/** What a read model was like at one look. */
export interface Sample {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly value: number;
}

/** So much is drawn; milliseconds. */
export const SHOWN_MS = 180_000;

/** What was looked at in the last minutes, by name; what is older is forgotten, and so is what is there no more. */
export class Samples {
  private readonly kept = new Map<string, Sample[]>();

  note(at: number, values: ReadonlyMap<string, number>): void {
    for (const name of this.kept.keys()) if (!values.has(name)) this.kept.delete(name);
    for (const [name, value] of values) {
      const samples = (this.kept.get(name) ?? []).filter((sample) => sample.at > at - SHOWN_MS);
      this.kept.set(name, [...samples, { at, value }]);
    }
  }

  of(name: string): readonly Sample[] {
    return this.kept.get(name) ?? [];
  }
}

/** The points of a line in a box; now is its right edge, and the highest value touches its top. */
export const pointsOf = (samples: readonly Sample[], now: number, width: number, height: number): string => {
  const most = Math.max(1, ...samples.map(({ value }) => value));
  return samples
    .map(({ at, value }) => {
      const x = width * (1 - (now - at) / SHOWN_MS);
      const y = height * (1 - value / most);
      return `${x.toFixed(1)},${y.toFixed(1)}`;
    })
    .join(' ');
};
