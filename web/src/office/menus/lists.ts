export const replaced = <Item>(items: readonly Item[], index: number, item: Item): readonly Item[] =>
  items.map((one, place) => (place === index ? item : one));

export const without = <Item>(items: readonly Item[], index: number): readonly Item[] =>
  items.filter((_, place) => place !== index);

export const movedUp = <Item>(items: readonly Item[], index: number): readonly Item[] =>
  index === 0
    ? items
    : [
        ...items.slice(0, index - 1),
        ...items.slice(index, index + 1),
        ...items.slice(index - 1, index),
        ...items.slice(index + 1),
      ];
