import { globToRegExp } from '../glob.js';
import { ErrorReply, OK, type Reply, Status } from '../resp/reply.js';
import type { Session } from '../session.js';
import { argument, type Command, type Commands, syntaxError, toInt64 } from './command.js';
import { type ExpiryForm, expiryTime } from './expiry.js';

const expire = (name: string, form: ExpiryForm): Command => ({
  arity: -3,
  run: ([key = '', amount = '', ...options], { keyspace }) => {
    const expiresAt = expiryTime(amount, form, name);
    if (options.length > 0) throw new ErrorReply(`ERR Unsupported option ${options[0]}`);
    const entry = keyspace.get(key);
    if (entry === undefined) return 0;
    keyspace.set(key, { ...entry, expiresAt });
    return 1;
  },
});

/** Time left, rounded as Redis does; -1 without expiry, -2 without key. */
const timeLeft =
  (unit: number) =>
  ([key = '']: readonly string[], { keyspace }: Session): Reply => {
    const entry = keyspace.get(key);
    if (entry === undefined) return -2;
    return entry.expiresAt === undefined ? -1 : Math.round((entry.expiresAt - Date.now()) / unit);
  };

const persist = ([key = '']: readonly string[], { keyspace }: Session): Reply => {
  const entry = keyspace.get(key);
  if (entry?.expiresAt === undefined) return 0;
  keyspace.set(key, { value: entry.value });
  return 1;
};

const matching = (pattern: string, { keyspace }: Session): string[] => {
  const expression = globToRegExp(pattern);
  return keyspace.keys().filter((key) => expression.test(key));
};

/** Everything in one page: a key that is there throughout is returned, which is all that SCAN promises. */
const scan = ([cursor = '', ...options]: readonly string[], session: Session): Reply => {
  if (!/^\d+$/.test(cursor)) throw new ErrorReply('ERR invalid cursor');
  let keys: string[] | undefined;
  for (let at = 0; at < options.length; at += 2) {
    const value = argument(options, at + 1);
    const option = argument(options, at).toUpperCase();
    if (option === 'MATCH') keys = matching(value, session);
    else if (option !== 'COUNT' || toInt64(value) < 1n) throw syntaxError();
  }
  return ['0', keys ?? session.keyspace.keys()];
};

const flush =
  (clear: (session: Session) => void) =>
  (args: readonly string[], session: Session): Reply => {
    if (args.length > 1 || !['SYNC', 'ASYNC'].includes(args[0]?.toUpperCase() ?? 'SYNC')) throw syntaxError();
    clear(session);
    return OK;
  };

const count = (keys: readonly string[], test: (key: string) => boolean) => keys.filter(test).length;

export const keyCommands: Commands = {
  del: { arity: -2, run: (keys, { keyspace }) => count(keys, (key) => keyspace.delete(key)) },
  exists: { arity: -2, run: (keys, { keyspace }) => count(keys, (key) => keyspace.get(key) !== undefined) },
  type: { arity: 2, run: ([key = ''], { keyspace }) => new Status(keyspace.get(key) ? 'string' : 'none') },
  expire: expire('expire', { unit: 1000n, from: 'now' }),
  pexpire: expire('pexpire', { unit: 1n, from: 'now' }),
  ttl: { arity: 2, run: timeLeft(1000) },
  pttl: { arity: 2, run: timeLeft(1) },
  persist: { arity: 2, run: persist },
  keys: { arity: 2, run: ([pattern = ''], session) => matching(pattern, session) },
  scan: { arity: -2, run: scan },
  dbsize: { arity: 1, run: (_, { keyspace }) => keyspace.keys().length },
  flushdb: { arity: -1, run: flush(({ keyspace }) => keyspace.clear()) },
  flushall: { arity: -1, run: flush(({ databases }) => databases.clear()) },
};
