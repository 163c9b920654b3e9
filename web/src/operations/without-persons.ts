const SEALED = { sealed: true } as const;
const HIDDEN = { hidden: true } as const;

/** What may be about somebody, by the name of its field: text that could be read where it is not encrypted. */
const PERSONAL = new Set(['personal', 'contact', 'address', 'phone', 'courier', 'note', 'reason', 'reasons']);

const isSealed = (value: object): boolean => 'keyId' in value && 'iv' in value;

/**
 * A value as an operator is shown it, where the answer holds it as it is stored: with marks in place of what is encrypted and of what
 * may be about somebody. `path` is where it stands in its document, such as `fulfilment.personal`.
 */
export const withoutPersons = (value: unknown, path = ''): unknown => {
  if (value === null || value === undefined) return value;
  if (typeof value === 'object' && isSealed(value)) return SEALED;
  if (path.split(/[.[\]]/).some((field) => PERSONAL.has(field))) return HIDDEN;
  if (Array.isArray(value)) return value.map((one: unknown) => withoutPersons(one));
  if (typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([field, one]) => [field, withoutPersons(one, field)]));
};
