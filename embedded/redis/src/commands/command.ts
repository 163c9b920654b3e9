import { ErrorReply, type Reply } from '../resp/reply.js';
import type { Session } from '../session.js';

/** One command: `args` come without its name. Refusals are thrown as ErrorReply. */
export interface Command {
  /** As in Redis: the number of words with the name; negative means "at least". */
  readonly arity: number;
  readonly run: (args: readonly string[], session: Session) => Reply;
  /** Refused between MULTI and EXEC. */
  readonly outsideMulti?: boolean;
  /** Runs at once between MULTI and EXEC, where others are queued. */
  readonly immediate?: boolean;
  /** Allowed while a RESP2 connection is subscribed. */
  readonly whileSubscribed?: boolean;
}

/** Command name in lower case to command. */
export type Commands = Readonly<Record<string, Command>>;

export const syntaxError = () => new ErrorReply('ERR syntax error');
export const wrongNumberOfArguments = (command: string) =>
  new ErrorReply(`ERR wrong number of arguments for '${command}' command`);

const INT64_MAX = 2n ** 63n - 1n;
const INT64_MIN = -(2n ** 63n);

export const fitsInt64 = (value: bigint): boolean => value >= INT64_MIN && value <= INT64_MAX;

/** A 64-bit integer written the one way Redis takes it: no sign but `-`, no leading zero, no space. */
export const toInt64 = (text: string): bigint => {
  const value = /^(0|-?[1-9]\d{0,18})$/.test(text) ? BigInt(text) : undefined;
  if (value === undefined || !fitsInt64(value)) throw new ErrorReply('ERR value is not an integer or out of range');
  return value;
};

export const arityFits = (arity: number, words: number): boolean => (arity < 0 ? words >= -arity : words === arity);

/** The argument at an index that the arity has promised. */
export const argument = (args: readonly string[], index: number): string => {
  const value = args[index];
  if (value === undefined) throw syntaxError();
  return value;
};
