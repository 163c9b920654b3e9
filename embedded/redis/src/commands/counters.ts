import { ErrorReply, type Reply } from '../resp/reply.js';
import type { Session } from '../session.js';
import { type Commands, fitsInt64, toInt64 } from './command.js';

/** Adds and keeps the key's expiry, as a rate limiter's counter needs it. */
const add = (key: string, amount: bigint, { keyspace }: Session): Reply => {
  const before = keyspace.get(key);
  const sum = toInt64(before?.value ?? '0') + amount;
  if (!fitsInt64(sum)) throw new ErrorReply('ERR increment or decrement would overflow');
  keyspace.set(key, { value: sum.toString(), expiresAt: before?.expiresAt });
  return sum;
};

const negated = (amount: bigint): bigint => {
  if (!fitsInt64(-amount)) throw new ErrorReply('ERR decrement would overflow');
  return -amount;
};

export const counterCommands: Commands = {
  incr: { arity: 2, run: ([key = ''], session) => add(key, 1n, session) },
  decr: { arity: 2, run: ([key = ''], session) => add(key, -1n, session) },
  incrby: { arity: 3, run: ([key = '', amount = ''], session) => add(key, toInt64(amount), session) },
  decrby: { arity: 3, run: ([key = '', amount = ''], session) => add(key, negated(toInt64(amount)), session) },
};
