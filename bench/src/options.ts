import { parseArgs } from 'node:util';

/** Whole-number flags of a script, e.g. `--users 100`, each with its default; ends with a message on anything else. */
export const numberOptions = <Name extends string>(defaults: Readonly<Record<Name, number>>): Record<Name, number> => {
  const names = Object.keys(defaults) as Name[];
  const options = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]));
  try {
    const { values } = parseArgs({ options });
    return Object.fromEntries(names.map((name) => [name, whole(name, values[name] ?? defaults[name])])) as Record<
      Name,
      number
    >;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(2);
  }
};

/** The parts of a script that `--only a,b` names, by default all; ends with a message on anything else. */
export const onlyOption = <Part extends string>(parts: readonly Part[]): readonly Part[] => {
  try {
    return chosenOf(parts, parseArgs({ options: { only: { type: 'string' } } }).values.only);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(2);
  }
};

/** Those parts that a list with commas names; all where there is none. Throws where one is not there. */
export const chosenOf = <Part extends string>(parts: readonly Part[], list: string | undefined): readonly Part[] => {
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
