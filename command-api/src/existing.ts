/**
 * What a response says of something that a command was done on: it is there, since every decider refuses what is not (its
 * status is NONE, its card null). Throws for a caller who responds about something else.
 */
export const existing = <Value>(value: Value): Exclude<Value, 'NONE' | null> => {
  if (value === 'NONE' || value === null) throw new Error('nothing is there to respond about');
  return value as Exclude<Value, 'NONE' | null>;
};
