/** The data of an event. */
export type Data = Readonly<Record<string, unknown>>;

/** From one schemaVersion to the next, and back. Pure. */
export interface SchemaStep {
  readonly up: (older: Data) => Data;
  /** Null where the older version can't say it. */
  readonly down: (newer: Data) => Data | null;
}

/** A version that added fields: what they are in events from before. */
export const adds = (fieldsOf: (older: Data) => Data): SchemaStep => ({
  // What was there keeps its place and its value.
  up: (older) => ({ ...older, ...fieldsOf(older), ...older }),
  down: (newer) => {
    const fields = fieldsOf(newer);
    const isSaid = Object.entries(fields).every(([name, value]) => isAlike(newer[name], value));
    return isSaid ? without(newer, Object.keys(fields)) : null;
  },
});

/** A version in which a field may be more than the kind of value that it was. */
export const widens = (name: string, isAsBefore: (value: unknown) => boolean): SchemaStep => ({
  up: (older) => older,
  down: (newer) => (isAsBefore(newer[name]) ? newer : null),
});

/** The same of each item in the list of that name. */
export const inEach = (name: string, step: SchemaStep): SchemaStep => ({
  up: (older) => ({ ...older, [name]: (older[name] as readonly Data[]).map(step.up) }),
  down: (newer) => {
    const items = (newer[name] as readonly Data[]).map(step.down);
    return items.includes(null) ? null : { ...newer, [name]: items };
  },
});

const isAlike = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

const without = (data: Data, names: readonly string[]): Data =>
  Object.fromEntries(Object.entries(data).filter(([name]) => !names.includes(name)));
