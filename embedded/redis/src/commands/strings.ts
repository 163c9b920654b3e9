import { OK, type Reply } from '../resp/reply.js';
import type { Session } from '../session.js';
import { argument, type Commands, syntaxError, toInt64, wrongNumberOfArguments } from './command.js';
import { EXPIRY_OPTIONS, expiryTime, invalidExpiry } from './expiry.js';

interface SetOptions {
  only?: 'NX' | 'XX';
  get?: boolean;
  keepTtl?: boolean;
  expiresAt?: number;
}

const setOptions = (words: readonly string[]): SetOptions => {
  const options: SetOptions = {};
  for (let at = 0; at < words.length; at++) {
    const word = argument(words, at).toUpperCase();
    const expiry = EXPIRY_OPTIONS[word];
    const hasExpiry = options.expiresAt !== undefined || options.keepTtl;
    if ((word === 'NX' || word === 'XX') && (options.only ?? word) === word) options.only = word;
    else if (word === 'GET') options.get = true;
    else if (word === 'KEEPTTL' && options.expiresAt === undefined) options.keepTtl = true;
    else if (expiry !== undefined && !hasExpiry && at + 1 < words.length) {
      const amount = argument(words, ++at);
      options.expiresAt = expiryTime(amount, expiry, 'set');
      if (toInt64(amount) <= 0n) throw invalidExpiry('set');
    } else throw syntaxError();
  }
  return options;
};

const set = ([key = '', value = '', ...words]: readonly string[], { keyspace }: Session): Reply => {
  const { only, get, keepTtl, expiresAt } = setOptions(words);
  const before = keyspace.get(key);
  const old = before?.value ?? null;
  if (only !== undefined && (only === 'XX') !== (before !== undefined)) return get ? old : null;
  keyspace.set(key, { value, expiresAt: keepTtl ? before?.expiresAt : expiresAt });
  return get ? old : OK;
};

const setIfAbsent = ([key = '', value = '']: readonly string[], { keyspace }: Session): Reply => {
  if (keyspace.get(key) !== undefined) return 0;
  keyspace.set(key, { value });
  return 1;
};

const getAndDelete = ([key = '']: readonly string[], { keyspace }: Session): Reply => {
  const value = keyspace.get(key)?.value ?? null;
  keyspace.delete(key);
  return value;
};

const setMany = (args: readonly string[], { keyspace }: Session): Reply => {
  if (args.length % 2 !== 0) throw wrongNumberOfArguments('mset');
  for (let at = 0; at < args.length; at += 2) keyspace.set(argument(args, at), { value: argument(args, at + 1) });
  return OK;
};

export const stringCommands: Commands = {
  get: { arity: 2, run: ([key = ''], { keyspace }) => keyspace.get(key)?.value ?? null },
  set: { arity: -3, run: set },
  setnx: { arity: 3, run: setIfAbsent },
  getdel: { arity: 2, run: getAndDelete },
  mget: { arity: -2, run: (keys, { keyspace }) => keys.map((key) => keyspace.get(key)?.value ?? null) },
  mset: { arity: -3, run: setMany },
};
