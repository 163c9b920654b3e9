import { v5 } from 'uuid';

const NAMESPACE = '6f1cf1d6-9b1b-5b53-9a0e-0c5d1f0a7a11';

/**
 * A UUIDv5 of the parts: the same parts give the same id, on every replica and after every restart.
 * They are written as JSON, so that no two lists of parts run together to the same text.
 */
export const idOf = (...parts: readonly (string | number)[]): string => v5(JSON.stringify(parts), NAMESPACE);

/** The id of a command's n-th event. Deterministic, so a repeated append is the event store's own idempotency. */
export const eventIdOf = (commandId: string, index: number): string => idOf(commandId, index);
