import { arityFits, type Command, type Commands, wrongNumberOfArguments } from './commands/command.js';
import { connectionCommands } from './commands/connection.js';
import { counterCommands } from './commands/counters.js';
import { keyCommands } from './commands/keys.js';
import { pubSubCommands } from './commands/pub-sub.js';
import { stringCommands } from './commands/strings.js';
import { transactionCommands } from './commands/transactions.js';
import { ErrorReply, type Reply, Status } from './resp/reply.js';
import type { Session } from './session.js';

const commandCount: Commands = {
  command: { arity: -2, run: ([subcommand = '']) => countCommands(subcommand) },
};

const commands: Commands = {
  ...connectionCommands,
  ...stringCommands,
  ...counterCommands,
  ...keyCommands,
  ...transactionCommands,
  ...pubSubCommands,
  ...commandCount,
};

const countCommands = (subcommand: string): Reply => {
  if (subcommand.toLowerCase() === 'count') return Object.keys(commands).length;
  throw new ErrorReply(`ERR unknown subcommand '${subcommand}'. Try COMMAND HELP.`);
};

const QUEUED = new Status('QUEUED');

/** Runs or queues one request; every refusal comes back as an error reply. */
export const dispatch = (request: readonly string[], session: Session): Reply => {
  const { transaction } = session;
  try {
    const command = find(request, session);
    const run = () => attempt(() => command.run(request.slice(1), session));
    if (transaction === undefined || command.immediate) return run();
    transaction.queue.push(run);
    return QUEUED;
  } catch (error) {
    if (transaction) transaction.broken = true;
    return refusal(error);
  }
};

const find = ([given = '', ...args]: readonly string[], session: Session): Command => {
  const name = given.toLowerCase();
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) throw unknownCommand(given, args);
  if (!arityFits(command.arity, args.length + 1)) throw wrongNumberOfArguments(name);
  if (session.protocol === 2 && session.subscriptions > 0 && !command.whileSubscribed) {
    throw new ErrorReply(
      `ERR Can't execute '${name}': only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / QUIT / RESET are allowed in this context`,
    );
  }
  if (session.transaction && command.outsideMulti) throw new ErrorReply('ERR Command not allowed inside a transaction');
  return command;
};

/** Redis quotes the first 128 bytes of what it did not understand. */
const unknownCommand = (name: string, args: readonly string[]): ErrorReply => {
  let quoted = '';
  for (const arg of args) {
    if (quoted.length >= 128) break;
    quoted += `'${arg.slice(0, 128 - quoted.length)}' `;
  }
  return new ErrorReply(`ERR unknown command '${name.slice(0, 128)}', with args beginning with: ${quoted}`);
};

const attempt = (run: () => Reply): Reply => {
  try {
    return run();
  } catch (error) {
    return refusal(error);
  }
};

const refusal = (error: unknown): ErrorReply => {
  if (error instanceof ErrorReply) return error;
  throw error;
};
