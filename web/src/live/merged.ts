interface Merging<Item> {
  /** As they were read, in order. */
  readonly listed: readonly Item[];
  /** What was told since. */
  readonly told: Iterable<Item>;
  /** Whether what was read goes to the end of the list. */
  readonly isWhole: boolean;
  readonly keyOf: (item: Item) => number | string;
  readonly matches: (item: Item) => boolean;
  /** The order of the list: below 0 where the first one comes first. */
  readonly compare: (a: Item, b: Item) => number;
}

/**
 * A page of a list as it is now: what was told wins over what was read, what matches no more is gone, what is new is at its place. What
 * comes after the last one that was read is left to the next page.
 */
export const merged = <Item>({ listed, told, isWhole, keyOf, matches, compare }: Merging<Item>): readonly Item[] => {
  const items = new Map(listed.map((item) => [keyOf(item), item]));
  const last = listed.at(-1);
  const isOnPage = (item: Item): boolean => isWhole || (last !== undefined && compare(item, last) < 0);
  for (const item of told) {
    const key = keyOf(item);
    if (!matches(item)) items.delete(key);
    else if (items.has(key) || isOnPage(item)) items.set(key, item);
  }
  return [...items.values()].sort(compare);
};
