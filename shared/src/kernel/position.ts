/**
 * A place in the log of all events, opaque to clients: commit and prepare position as fixed-width hexadecimal,
 * so that comparing two as strings compares the places. It fits JSON, headers and MongoDB without 64-bit traps.
 */
export type Position = string & { readonly position: unique symbol };

const hex = (value: bigint): string => value.toString(16).padStart(16, '0');

export const positionOf = (commit: bigint, prepare: bigint): Position => `${hex(commit)}-${hex(prepare)}` as Position;

/** Before every event. */
export const BEGINNING: Position = positionOf(0n, 0n);

const SHAPE = /^[0-9a-f]{16}-[0-9a-f]{16}$/;

/** Reads a position that came from outside; null when it is none. */
export const parsePosition = (text: string): Position | null => (SHAPE.test(text) ? (text as Position) : null);

/** The two numbers that EventStoreDB calls commit and prepare. */
export const numbersOf = (position: Position): { commit: bigint; prepare: bigint } => ({
  commit: BigInt(`0x${position.slice(0, 16)}`),
  prepare: BigInt(`0x${position.slice(17)}`),
});

/** The earlier of two places. */
export const earlierOf = (a: Position, b: Position): Position => (a < b ? a : b);

/** The later of two places. */
export const laterOf = (a: Position, b: Position): Position => (a < b ? b : a);
