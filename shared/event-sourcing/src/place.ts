import { parsePosition, type Position } from './position.js';

/**
 * A position, and of which log: one in the log of another generation says nothing about this one's. It is the first
 * generation, 0, until an operator accepts a log that is not the one that was read, such as a restored backup.
 */
export interface Place {
  readonly generation: number;
  readonly position: Position;
}

const SHAPE = /^(.+)@([1-9]\d{0,8})$/;

/** As clients see it, opaque to them: the position alone in the first generation, `<position>@<generation>` in later ones. */
export const textOf = ({ generation, position }: Place): string =>
  generation === 0 ? position : `${position}@${generation}`;

/** Reads a place that came from outside; null when it is none. */
export const parsePlace = (text: string): Place | null => {
  const [, before = text, generation = '0'] = SHAPE.exec(text) ?? [];
  const position = parsePosition(before);
  return position && { generation: Number(generation), position };
};

/** Whether the first place comes before the second: whatever the former log held comes before the next one's beginning. */
export const isBefore = (one: Place, other: Place): boolean =>
  one.generation === other.generation ? one.position < other.position : one.generation < other.generation;
