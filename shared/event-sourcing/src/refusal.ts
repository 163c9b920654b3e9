/**
 * A refusal is a command's expected "no": a coded value, never an exception (exceptions are for faults).
 * HTTP translates codes in one place, `problems.ts`.
 */
export interface Refusal<Code extends string = string> {
  readonly refused: Code;
  readonly details: Readonly<Record<string, unknown>>;
}

/** Refuses a command with a stable code and what the caller needs to know about it. */
export const refuse = <Code extends string>(
  refused: Code,
  details: Readonly<Record<string, unknown>> = {},
): Refusal<Code> => ({ refused, details });

export const isRefusal = (outcome: object): outcome is Refusal => 'refused' in outcome;
