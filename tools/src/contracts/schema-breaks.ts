/** JSON Schema, as far as it is looked at here. */
export type Schema = Readonly<Record<string, unknown>>;

/** `read`: somebody else reads what we write, so nothing may go. `written`: somebody else writes what we read, so nothing may be asked anew. */
export type Direction = 'read' | 'written';

/** A schema of a released document and the one that stands in its place now, each with where its references lead. */
export interface Pair {
  readonly was: Schema;
  readonly is: Schema;
  readonly refsOfWas: (ref: string) => Schema;
  readonly refsOfIs: (ref: string) => Schema;
}

/** Limits that must not be drawn closer: the ones where less is stricter, and the ones where more is. */
const UPPER = ['maximum', 'maxLength', 'maxItems'];
const LOWER = ['minimum', 'minLength', 'minItems'];

/** Every way in which the schema of today breaks what the released one promised, each with the path to it. */
export const schemaBreaks = (pair: Pair, direction: Direction, path: string): string[] => {
  const was = resolved(pair.was, pair.refsOfWas);
  const is = resolved(pair.is, pair.refsOfIs);
  const at = (wasPart: unknown, isPart: unknown, name: string): string[] =>
    schemaBreaks({ ...pair, was: schema(wasPart), is: schema(isPart) }, direction, `${path}${name}`);
  if (JSON.stringify(was.type) !== JSON.stringify(is.type))
    return [`${path}: was ${named(was.type)}, is ${named(is.type)}`];
  return [
    ...fieldBreaks(was, is, direction, path),
    ...Object.entries(schema(was.properties)).flatMap(([name, part]) => {
      const now = schema(is.properties)[name];
      return now === undefined ? [`${path}.${name}: is gone`] : at(part, now, `.${name}`);
    }),
    ...(was.items && is.items ? at(was.items, is.items, '[]') : []),
    ...valueBreaks(was, is, direction, path),
    ...alternativeBreaks(pair, was, is, direction, path),
    ...(direction === 'written' ? limitBreaks(was, is, path) : []),
  ];
};

const fieldBreaks = (was: Schema, is: Schema, direction: Direction, path: string): string[] => {
  const [before, now] = [list(was.required), list(is.required)];
  return direction === 'read'
    ? before.filter((name) => !now.includes(name)).map((name) => `${path}.${String(name)}: may be missing now`)
    : now.filter((name) => !before.includes(name)).map((name) => `${path}.${String(name)}: is required now`);
};

/** Who reads may meet nothing new; who writes may go on with everything that was taken. */
const valueBreaks = (was: Schema, is: Schema, direction: Direction, path: string): string[] =>
  ['enum', 'const'].flatMap((keyword) => {
    const [before, now] = [was[keyword], is[keyword]].map((part) => list(part).map((one) => JSON.stringify(one)));
    const [from, to] = direction === 'read' ? [now ?? [], before ?? []] : [before ?? [], now ?? []];
    const isOpen = direction === 'read' ? was[keyword] === undefined : is[keyword] === undefined;
    return isOpen ? [] : from.filter((one) => !to.includes(one)).map((one) => `${path}: ${keyword} ${one}`);
  });

/** The same of alternatives: each has to have one of its type on the other side that breaks nothing of it. */
const alternativeBreaks = (pair: Pair, was: Schema, is: Schema, direction: Direction, path: string): string[] =>
  ['anyOf', 'oneOf'].flatMap((keyword) => {
    const before = list(was[keyword]).map((one) => resolved(schema(one), pair.refsOfWas));
    const now = list(is[keyword]).map((one) => resolved(schema(one), pair.refsOfIs));
    const isRead = direction === 'read';
    if ((isRead ? was : is)[keyword] === undefined) return [];
    return (isRead ? now : before).flatMap((one) => {
      const breaks = (isRead ? before : now)
        .filter(({ type }) => JSON.stringify(type) === JSON.stringify(one.type))
        .map((other) =>
          schemaBreaks({ ...pair, was: isRead ? other : one, is: isRead ? one : other }, direction, path),
        );
      return breaks.find(({ length }) => length === 0) ?? breaks[0] ?? [`${path}: ${keyword} ${JSON.stringify(one)}`];
    });
  });

const limitBreaks = (was: Schema, is: Schema, path: string): string[] => {
  const tighter = (keyword: string, isTighter: (before: number, now: number) => boolean): string[] => {
    const [before, now] = [was[keyword], is[keyword]];
    if (typeof now !== 'number') return [];
    return typeof before !== 'number' || isTighter(before, now) ? [`${path}: ${keyword} ${now} is stricter`] : [];
  };
  return [
    ...UPPER.flatMap((keyword) => tighter(keyword, (before, now) => now < before)),
    ...LOWER.flatMap((keyword) => tighter(keyword, (before, now) => now > before)),
    ...(is.pattern !== undefined && is.pattern !== was.pattern ? [`${path}: another pattern`] : []),
    ...tighter('multipleOf', (before, now) => before % now !== 0),
  ];
};

const resolved = (one: Schema, refs: (ref: string) => Schema): Schema =>
  typeof one.$ref === 'string' ? resolved(refs(one.$ref), refs) : one;
const schema = (value: unknown): Schema => (typeof value === 'object' && value !== null ? (value as Schema) : {});
const list = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? (value as unknown[]) : value === undefined ? [] : [value];
const named = (type: unknown): string => (type === undefined ? 'anything' : JSON.stringify(type));
