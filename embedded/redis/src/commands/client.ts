import { ErrorReply, OK, type Reply } from '../resp/reply.js';
import type { Session } from '../session.js';
import { argument, arityFits, type Command, wrongNumberOfArguments } from './command.js';

const setName = ([name = '']: readonly string[], session: Session): Reply => {
  if (/[^!-~]/.test(name)) {
    throw new ErrorReply('ERR Client names cannot contain spaces, newlines or special characters.');
  }
  session.name = name;
  return OK;
};

/** Arities count CLIENT and the subcommand, as Redis counts them. */
const subcommands: Readonly<Record<string, Command>> = {
  id: { arity: 2, run: (_, { id }) => id },
  getname: { arity: 2, run: (_, { name }) => (name === '' ? null : name) },
  setname: { arity: 3, run: setName },
  setinfo: { arity: 4, run: () => OK },
};

/** CLIENT …: the parts that clients send on connect. */
export const client = (args: readonly string[], session: Session): Reply => {
  const given = argument(args, 0);
  const name = given.toLowerCase();
  const subcommand = Object.hasOwn(subcommands, name) ? subcommands[name] : undefined;
  if (subcommand === undefined) throw new ErrorReply(`ERR unknown subcommand '${given}'. Try CLIENT HELP.`);
  if (!arityFits(subcommand.arity, args.length + 1)) throw wrongNumberOfArguments(`client|${name}`);
  return subcommand.run(args.slice(1), session);
};
