import type { Seeded } from '../chaos/seeded.js';
import type { Schema } from './operations.js';

const LETTERS = ['a', 'Z', '7', ' ', 'é', '한', '피', '😀', '"', '\\', '<', '\u202e', '\n'] as const;
const DAY = 86_400_000;

/** A value that the schema allows. Amounts and the like are left to whoever knows which ones do what. */
export const valueOf = (schema: Schema, random: Seeded): unknown => {
  const { anyOf, enum: choices, examples } = schema;
  if (anyOf) return valueOf(pickOf(anyOf, random), random);
  const choice = choices ?? examples;
  if (choice) return pickOf(choice, random);
  switch (schema.type) {
    case 'object':
      return objectOf(schema, random);
    case 'array':
      return [...new Set(Array.from({ length: 1 + random.below(3) }, () => valueOf(schema.items ?? {}, random)))];
    case 'integer':
    case 'number':
      return wholeOf(schema, random);
    case 'string':
      return textOf(schema, random);
    case undefined:
    default:
      return null;
  }
};

const objectOf = ({ properties = {}, required = [] }: Schema, random: Seeded): object =>
  Object.fromEntries(
    Object.entries(properties)
      .filter(([name]) => required.includes(name) || random.chance(0.5))
      .map(([name, schema]) => [name, valueOf(schema, random)]),
  );

const wholeOf = ({ minimum = 0, maximum = 1_000 }: Schema, random: Seeded): number =>
  random.chance(0.2) ? random.pick([minimum, maximum]) : minimum + random.below(Math.min(maximum - minimum + 1, 200));

const textOf = ({ pattern, format, minLength = 0, maxLength = 100 }: Schema, random: Seeded): string => {
  const at = new Date(Date.now() + (1 + random.below(30)) * DAY).toISOString();
  if (format === 'date-time') return at;
  if (pattern?.includes('\\d{4}-')) return at.slice(0, 10);
  if (pattern?.includes('\\d')) return String(1 + random.below(99));
  const length = random.chance(0.1) ? random.pick([Math.max(minLength, 1), maxLength]) : 1 + random.below(20);
  const text = Array.from({ length: Math.min(length, maxLength) - 1 }, () => random.pick(LETTERS)).join('');
  // One visible character at least, and not longer than allowed however a letter is counted.
  return `x${text}`.slice(0, maxLength).replace(/[\ud800-\udbff]$/, '');
};

const pickOf = <T>(items: readonly T[], random: Seeded): T => {
  const picked = items[random.below(items.length)];
  if (picked === undefined) throw new Error('nothing to pick from');
  return picked;
};
