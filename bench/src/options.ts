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

const whole = (name: string, value: unknown): number => {
  const number = Number(value);
  if (!Number.isSafeInteger(number) || number < 0) throw new Error(`--${name} takes a whole number`);
  return number;
};
