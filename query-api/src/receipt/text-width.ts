/** What takes two columns: syllables of Hangul, kana, hanja, their punctuation, forms as wide as these, and emoji. */
const WIDE =
  /[\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6\p{Emoji_Presentation}]/u;
const HALF_WIDE = /[\uff61-\uffdc]/;

/** How many columns a text is wide where each character is one or two (Unicode's East Asian Width). */
export const widthOf = (text: string): number =>
  Array.from(text).reduce((width, one) => width + (WIDE.test(one) && !HALF_WIDE.test(one) ? 2 : 1), 0);
