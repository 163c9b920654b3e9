import { eastAsianWidth } from 'get-east-asian-width';

/** A part of a text; how many columns it takes where its characters take two each, else null. */
export interface Run {
  readonly text: string;
  readonly columns: number | null;
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** What is drawn into the character before it, or not at all. */
const WITHOUT_WIDTH = /[\p{M}\p{Cf}]/gu;
const SHOWN_AS_EMOJI = /\p{Emoji}\uFE0F/u;

/** Whether what a reader takes for one character, a flag or a letter with its accents, takes two columns, as the service counts them. */
const isWide = (character: string): boolean =>
  SHOWN_AS_EMOJI.test(character) ||
  Array.from(character.replace(WITHOUT_WIDTH, ''), (part) => eastAsianWidth(part.codePointAt(0) ?? 0)).reduce(
    (width, one) => width + one,
    0,
  ) > 1;

/**
 * The parts of a printed text, in order: those whose characters take two columns each (as the service counts them), and those between. No
 * character is taken apart.
 */
export const runsOf = (text: string): readonly Run[] => {
  const runs: { columns: number | null; text: string }[] = [];
  for (const { segment } of graphemes.segment(text)) {
    const columns = isWide(segment) ? 2 : null;
    const last = runs.at(-1);
    if (last && (last.columns === null) === (columns === null)) {
      last.text += segment;
      if (last.columns !== null) last.columns += 2;
    } else runs.push({ columns, text: segment });
  }
  return runs;
};
