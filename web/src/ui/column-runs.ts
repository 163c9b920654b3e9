/** What takes two columns of a printed text: Hangul, kana, hanja, forms as wide as these, and emoji. */
const WIDE =
  /(?:[\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6\p{Emoji_Presentation}](?<![\uff61-\uffdc]))+/gu;

/** A part of a text; how many columns it takes where its characters take two each, else null. */
export interface Run {
  readonly text: string;
  readonly columns: number | null;
}

/** The parts of a printed text, in order: those whose characters take two columns each, and those between. */
export const runsOf = (text: string): readonly Run[] => {
  const runs: Run[] = [];
  let at = 0;
  for (const { 0: wide, index } of text.matchAll(WIDE)) {
    if (index > at) runs.push({ text: text.slice(at, index), columns: null });
    runs.push({ text: wide, columns: 2 * Array.from(wide).length });
    at = index + wide.length;
  }
  return at < text.length ? [...runs, { text: text.slice(at), columns: null }] : runs;
};
