import { escaped } from './escaped.js';
import { widthOf } from './text-width.js';

/** A line at the left; it goes on in the next where it is longer than the paper is wide. */
export const left = (text: string): string => `|${text} |`;

/** A line indented by two. */
export const indented = (text: string): string => left(`~~${text}`);

export const RULE = '-';
export const CUT = '=';

/** A label at the left and what belongs to it at the right of so many columns, on two lines where one is too short; plain texts both. */
export const row = (label: string, value: string, columns: number, mark = ''): readonly string[] => {
  const [at, said] = [`|${mark}${escaped(label)} |`, ` ${mark}${escaped(value)}|`];
  return widthOf(label) + 1 + widthOf(value) <= columns
    ? [`{width:*,${widthOf(value)}}`, `${at}${said}`, '{width:auto}']
    : [at, `|${said}`];
};
