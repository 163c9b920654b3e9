import { createHash } from 'node:crypto';

/** How often, in percent of what is asked, and with which choices the payment provider answers oddly. */
export interface Oddness {
  readonly percent: number;
  readonly seed: number;
}

/** Statuses that say nothing of the money, `pending`, half an answer, one that comes late, and none at all. */
export const ODD_KINDS = ['401', '408', '409', '425', '429', 'pending', 'malformed', 'late', 'silence'] as const;
export type OddKind = (typeof ODD_KINDS)[number];

/** One odd answer; `isDone`: what was asked for is done all the same, before the answer. */
export interface OddAnswer {
  readonly kind: OddKind;
  readonly isDone: boolean;
}

/** Refused credentials are half as likely as each of the others: whoever gets them should ask nothing for a while. */
const DRAWN_FROM: readonly OddKind[] = [...ODD_KINDS, ...ODD_KINDS.filter((kind) => kind !== '401')];

/**
 * Whether and how the answer to `key` is odd when it has been asked `asked` times before. The same seed answers the same
 * key the same way; another try of it is another draw, so nobody is refused for ever.
 */
export const oddAnswerOf = ({ percent, seed }: Oddness, key: string, asked: number): OddAnswer | undefined => {
  const drawn = createHash('sha256').update(`${seed}/${key}/${asked}`).digest();
  const below = (count: number, at: number): number => Math.floor((drawn.readUInt32BE(at) / 2 ** 32) * count);
  if (below(100, 0) >= percent) return undefined;
  const kind = DRAWN_FROM[below(DRAWN_FROM.length, 4)] ?? 'silence';
  return { kind, isDone: below(2, 8) === 1 };
};
