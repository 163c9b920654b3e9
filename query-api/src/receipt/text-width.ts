import { eastAsianWidth } from 'get-east-asian-width';

/** How many columns a text is wide where each character is one or two (Unicode's East Asian Width). */
export const widthOf = (text: string): number =>
  Array.from(text).reduce((width, one) => width + eastAsianWidth(one.codePointAt(0) ?? 0), 0);
