import { eastAsianWidth } from 'get-east-asian-width';

/** How many columns there are below a bar; wide characters take two. */
const COLUMNS = 13;

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** A name as it is where it is short, else its beginning with an ellipsis: what people see as one character is never cut. */
export const beginningOf = (name: string): string => {
  let [width, fits] = [0, ''];
  for (const { segment } of graphemes.segment(name)) {
    width += eastAsianWidth(segment.codePointAt(0) ?? 0);
    if (width > COLUMNS) return `${fits.trimEnd()}…`;
    if (width < COLUMNS) fits += segment;
  }
  return name;
};
