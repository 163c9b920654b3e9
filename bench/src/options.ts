import { parseArgs } from 'node:util';

type Numbers<Name extends string> = Readonly<Record<Name, number>>;

/** Whole-number flags of a script, e.g. `--users 100`, each with its default; ends with a message on anything else. */
export const numberOptions = <Name extends string>(defaults: Numbers<Name>): Numbers<Name> =>
  read(defaults, []).numbers;

/** The parts of a script that `--only a,b` names, by default all; ends with a message on anything else. */
export const onlyOption = <Part extends string>(parts: readonly Part[]): readonly Part[] => read({}, parts).only;

/** What `--name` says; undefined where it is not there. */
export const textOption = (name: string): string | undefined => {
  const { values } = parseArgs({ options: { [name]: { type: 'string' } }, strict: false });
  const said = values[name];
  return typeof said === 'string' ? said : undefined;
};

/** Both of them. */
export const partOptions = <Name extends string, Part extends string>(
  defaults: Numbers<Name>,
  parts: readonly Part[],
): Numbers<Name> & { readonly only: readonly Part[] } => {
  const { numbers, only } = read(defaults, parts);
  return { ...numbers, only };
};

const read = <Name extends string, Part extends string>(defaults: Numbers<Name>, parts: readonly Part[]) => {
  const names = Object.keys(defaults) as Name[];
  const known = parts.length > 0 ? [...names, 'only'] : names;
  try {
    const options = Object.fromEntries(known.map((name) => [name, { type: 'string' as const }]));
    const { values } = parseArgs({ options });
    const numbers = Object.fromEntries(names.map((name) => [name, whole(name, values[name] ?? defaults[name])]));
    return { numbers: numbers as Numbers<Name>, only: chosenOf(parts, values.only) };
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(2);
  }
};

/** Those parts that a list with commas names; all where there is none. Throws where one is not there. */
const chosenOf = <Part extends string>(parts: readonly Part[], list: string | undefined): readonly Part[] => {
  const named: readonly string[] = list?.split(',') ?? parts;
  const unknown = named.filter((name) => !parts.some((part) => part === name));
  if (unknown.length > 0) throw new Error(`--only takes ${parts.join(',')}; there is no ${unknown.join(',')}`);
  return parts.filter((part) => named.includes(part));
};

const whole = (name: string, value: unknown): number => {
  const number = Number(value);
  if (!Number.isSafeInteger(number) || number < 0) throw new Error(`--${name} takes a whole number`);
  return number;
};
