import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { mersenne } from 'pure-rand/generator/mersenne';

/** Evenly spread from 0 to below 1, the same ones for the same seed. */
export type Random = () => number;

export const randomFrom = (seed: number): Random => {
  const generator = mersenne(seed);
  return () => uniformFloat64(generator);
};

/** One of the items, each as likely as the others. */
export const oneOf = <Item>(random: Random, items: readonly Item[]): Item =>
  items[Math.floor(random() * items.length)] as Item;
