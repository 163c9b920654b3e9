import { eastAsianWidth } from 'get-east-asian-width';

/** A part of a text; how many columns it takes where its characters take two each, else null. */
export interface Run {
  readonly text: string;
  readonly columns: number | null;
}

/** The parts of a printed text, in order: those whose characters take two columns each (as the service counts them), and those between. */
export const runsOf = (text: string): readonly Run[] => {
  const runs: { isWide: boolean; text: string }[] = [];
  for (const one of text) {
    const isWide = eastAsianWidth(one.codePointAt(0) ?? 0) === 2;
    const last = runs.at(-1);
    if (last?.isWide === isWide) last.text += one;
    else runs.push({ isWide, text: one });
  }
  return runs.map((run) => ({ text: run.text, columns: run.isWide ? 2 * Array.from(run.text).length : null }));
};
