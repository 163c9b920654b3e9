import { ErrorReply, NullArray, OK, type Reply } from '../resp/reply.js';
import type { Session, Transaction } from '../session.js';
import type { Commands } from './command.js';

const begin = (_: readonly string[], session: Session): Reply => {
  if (session.transaction) throw new ErrorReply('ERR MULTI calls can not be nested');
  session.transaction = { queue: [], broken: false };
  return OK;
};

/** Ends the transaction and the watches, and says whether a watched key had changed. */
const close = (session: Session, name: string): { transaction: Transaction; stale: boolean } => {
  const { transaction } = session;
  if (transaction === undefined) throw new ErrorReply(`ERR ${name} without MULTI`);
  const stale = session.watch.changed();
  session.transaction = undefined;
  session.unwatch();
  return { transaction, stale };
};

const exec = (_: readonly string[], session: Session): Reply => {
  const { transaction, stale } = close(session, 'EXEC');
  if (transaction.broken) throw new ErrorReply('EXECABORT Transaction discarded because of previous errors.');
  return stale ? new NullArray() : transaction.queue.map((run) => run());
};

const discard = (_: readonly string[], session: Session): Reply => {
  close(session, 'DISCARD');
  return OK;
};

const watch = (keys: readonly string[], session: Session): Reply => {
  if (session.transaction) throw new ErrorReply('ERR WATCH inside MULTI is not allowed');
  for (const key of keys) session.watch.add(session.keyspace, key);
  return OK;
};

const unwatch = (_: readonly string[], session: Session): Reply => {
  session.unwatch();
  return OK;
};

export const transactionCommands: Commands = {
  multi: { arity: 1, run: begin, immediate: true },
  exec: { arity: 1, run: exec, immediate: true },
  discard: { arity: 1, run: discard, immediate: true },
  watch: { arity: -2, run: watch, immediate: true },
  unwatch: { arity: 1, run: unwatch },
};
