import { parsePosition, type Witness } from '@doremi/event-sourcing';

/** So many are kept. */
const SLOTS = 16;

/**
 * Where the n-th witness is kept, n from 1: every second one in the first slot, every fourth in the next, and so on. So
 * of the newest the last two are always there, and of those before about one for each doubling of their age.
 */
export const slotOf = (number: number): number => {
  const most = 2 ** (SLOTS - 1);
  const within = number % most || most;
  return Math.log2(within & -within);
};

/** A witness as it is stored, short. */
export const witnessText = ({ position, revision, id, stream }: Witness): string =>
  `${position} ${revision} ${id} ${stream}`;

/** Reads what witnessText wrote; null where it is something else. */
export const witnessOf = (text: string): Witness | null => {
  const [at = '', revision = '', id = '', stream = ''] = text.split(' ');
  const position = parsePosition(at);
  return position && /^\d+$/.test(revision) && id && stream
    ? { position, revision: Number(revision), id, stream }
    : null;
};
