/** A name of a path, and which one of its list, counted from 1, where it is of a list. */
interface Step {
  readonly name: string;
  readonly place: number | null;
}

const stepsOf = (path: string): Step[] =>
  path.split('.').map((part) => {
    const [, name = part, index] = /^(\w+)\[(\d+)\]$/.exec(part) ?? [];
    return { name, place: index === undefined ? null : Number(index) + 1 };
  });

/** A field's path (`optionGroups[0].options[1].name`) as people call it (`Choice 1 › Option 2 › Name`); null where a name is not known. */
export const fieldInWords = (path: string, names: Readonly<Record<string, string>>): string | null => {
  const words = stepsOf(path).map(({ name, place }) => {
    const word = Object.hasOwn(names, name) ? names[name] : undefined;
    return word === undefined || place === null ? word : `${word} ${place}`;
  });
  return words.every((word) => word !== undefined) ? words.join(' › ') : null;
};

const BOUNDS = /(-?\d+(?:\.\d+)?) to (-?\d+(?:\.\d+)?)/;

/** The bounds that an error's detail says. */
export const boundsIn = (detail: string): { readonly least?: number; readonly most?: number } => {
  const [, least, most] = BOUNDS.exec(detail) ?? [];
  return least === undefined ? {} : { least: Number(least), most: Number(most) };
};
