import { ALL } from './group-definition.js';
import type { StartFrom } from './group-definition.js';

/** The end, as the engine writes it where a group begins. */
const END = -1;

/** A revision of a stream, or a position of `$all`, as the engine writes it. */
export const cursorText = (stream: string, cursor: number): string =>
  stream === ALL ? `C:${cursor}/P:${cursor}` : String(cursor);

/** Reads what {@link cursorText} wrote. */
export const parseCursor = (text: string): number => Number.parseInt(text.replace('C:', ''), 10);

export const startText = (stream: string, startFrom: StartFrom): string =>
  cursorText(stream, startFrom === 'start' ? 0 : startFrom === 'end' ? END : startFrom);

export const parseStart = (text: string): StartFrom => {
  const cursor = parseCursor(text);
  return cursor === END ? 'end' : cursor;
};
