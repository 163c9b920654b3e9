/** Of which log it is, by how often another one took its place (docs/domain.md). */
const generationOf = (position: string): number => Number(position.split('@')[1] ?? 0);

const isBefore = (one: string, other: string): boolean => {
  const [before, after] = [generationOf(one), generationOf(other)];
  return before === after ? one < other : before < after;
};

/** Of two places as `X-Event-Position` names them the one that comes later, in whatever order they were answered. */
export const newest = (one: string | null, other: string | null): string | null =>
  one === null || (other !== null && isBefore(one, other)) ? other : one;
