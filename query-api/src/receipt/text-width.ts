import { eastAsianWidth } from 'get-east-asian-width';

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Only what joins nothing, as most names, or but one: to ask for graphemes takes a hundred times as long. */
const JOINS_NOTHING = /^(?:[ -~¡-¬®-˿ぁ-ゖァ-ヺ一-鿿가-힣]*|.)$/su;

/** What is one character to whoever reads it, however many Unicode has for it: a flag, a family, a letter with its accents. */
export const charactersOf = (text: string): string[] =>
  JOINS_NOTHING.test(text) ? Array.from(text) : Array.from(graphemes.segment(text), ({ segment }) => segment);

/** What is drawn into the character before it, or not at all. */
const WITHOUT_WIDTH = /[\p{M}\p{Cf}]/gu;
const SHOWN_AS_EMOJI = /\p{Emoji}\uFE0F/u;

/** How many columns a character takes: never more than two, whatever it is put together from (Unicode's East Asian Width). */
const widthOfOne = (character: string): number => {
  if (SHOWN_AS_EMOJI.test(character)) return 2;
  const parts = Array.from(character.replace(WITHOUT_WIDTH, ''), (part) => eastAsianWidth(part.codePointAt(0) ?? 0));
  return Math.min(
    2,
    parts.reduce((width, one) => width + one, 0),
  );
};

/** How many columns a text is wide. */
export const widthOf = (text: string): number =>
  charactersOf(text).reduce((width, character) => width + widthOfOne(character), 0);
