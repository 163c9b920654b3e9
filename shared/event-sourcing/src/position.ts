/**
 * A place in the log of all events, opaque to clients: commit and prepare position as fixed-width hexadecimal,
 * so that comparing two as strings compares the places. It fits JSON, headers and MongoDB without 64-bit traps.
 */
export type Position = string & { readonly position: unique symbol };

const hex = (value: bigint): string => value.toString(16).padStart(16, '0');

export const positionOf = (commit: bigint, prepare: bigint): Position => `${hex(commit)}-${hex(prepare)}` as Position;

/** Before every event. */
export const BEGINNING: Position = positionOf(0n, 0n);

/** 2^64-1: what the event store says where there is no place. A reader who took it for one would wait there for ever. */
const NOWHERE = positionOf(2n ** 64n - 1n, 0n).slice(0, 16);

/** Whether this is the event store's word for no place at all. */
export const isNowhere = (position: Position): boolean => position.startsWith(NOWHERE);

const SHAPE = /^[0-9a-f]{16}-[0-9a-f]{16}$/;

/** Reads a position that came from outside; null when it is none. */
export const parsePosition = (text: string): Position | null =>
  SHAPE.test(text) && !isNowhere(text as Position) ? (text as Position) : null;

/** The two numbers that EventStoreDB calls commit and prepare. */
export const numbersOf = (position: Position): { commit: bigint; prepare: bigint } => ({
  commit: BigInt(`0x${position.slice(0, 16)}`),
  prepare: BigInt(`0x${position.slice(17)}`),
});

/**
 * Whether a place is beyond another one. The commit position decides: the prepare position of a checkpoint is 0, also of
 * one that says that the event there was looked at.
 */
export const isBeyond = (place: Position, other: Position): boolean => place.slice(0, 16) > other.slice(0, 16);

/** The earlier of two places. */
export const earlierOf = (a: Position, b: Position): Position => (a < b ? a : b);

/** The later of two places. */
export const laterOf = (a: Position, b: Position): Position => (a < b ? b : a);
