import { DATABASE_COUNT } from '../databases.js';
import { ErrorReply, MapReply, OK, type Reply, Status } from '../resp/reply.js';
import type { Session } from '../session.js';
import { argument, type Commands, syntaxError, toInt64, wrongNumberOfArguments } from './command.js';
import { client } from './client.js';

/** The Redis whose replies this server copies. */
const REDIS_VERSION = '7.0.15';

const ping = (args: readonly string[], { protocol, subscriptions }: Session): Reply => {
  if (args.length > 1) throw wrongNumberOfArguments('ping');
  if (protocol === 2 && subscriptions > 0) return ['pong', args[0] ?? ''];
  return args[0] ?? new Status('PONG');
};

/** There is no password here: `default` is let in with any, as Redis does without `requirepass`. */
const authenticate = (user: string): void => {
  if (user !== 'default') throw new ErrorReply('WRONGPASS invalid username-password pair or user is disabled.');
};

const auth = (args: readonly string[]): Reply => {
  if (args.length > 2) throw syntaxError();
  if (args.length === 1) {
    throw new ErrorReply(
      'ERR AUTH <password> called without any password configured for the default user. Are you sure your configuration is correct?',
    );
  }
  authenticate(argument(args, 0));
  return OK;
};

const hello = ([version, ...options]: readonly string[], session: Session): Reply => {
  const protocol = version === undefined ? session.protocol : Number(version);
  if (Number.isNaN(protocol)) throw new ErrorReply('ERR Protocol version is not an integer or out of range');
  if (protocol !== 2 && protocol !== 3) throw new ErrorReply('NOPROTO unsupported protocol version');
  let name: string | undefined;
  for (let at = 0; at < options.length;) {
    const option = argument(options, at).toUpperCase();
    const left = options.length - at - 1;
    if (option === 'AUTH' && left >= 2) authenticate(argument(options, at + 1));
    else if (option === 'SETNAME' && left >= 1) name = argument(options, at + 1);
    else throw new ErrorReply(`ERR Syntax error in HELLO option '${argument(options, at)}'`);
    at += option === 'AUTH' ? 3 : 2;
  }
  if (name !== undefined) client(['SETNAME', name], session);
  session.protocol = protocol;
  return new MapReply([
    ['server', 'redis'],
    ['version', REDIS_VERSION],
    ['proto', protocol],
    ['id', session.id],
    ['mode', 'standalone'],
    ['role', 'master'],
    ['modules', []],
  ]);
};

const select = ([index = '']: readonly string[], session: Session): Reply => {
  const database = toInt64(index);
  if (database < 0n || database >= DATABASE_COUNT) throw new ErrorReply('ERR DB index is out of range');
  session.database = Number(database);
  return OK;
};

/** What a client's ready check reads, and no invented statistics. */
const info = (): Reply =>
  ['# Server', `redis_version:${REDIS_VERSION}`, 'redis_mode:standalone', '', '# Persistence', 'loading:0', '']
    .concat('# Replication', 'role:master', 'connected_slaves:0', '')
    .join('\r\n');

const quit = (_: readonly string[], session: Session): Reply => {
  session.closing = true;
  return OK;
};

export const connectionCommands: Commands = {
  ping: { arity: -1, run: ping, whileSubscribed: true },
  echo: { arity: 2, run: ([text = '']) => text },
  hello: { arity: -1, run: hello, outsideMulti: true },
  auth: { arity: -2, run: auth },
  select: { arity: 2, run: select },
  client: { arity: -2, run: client },
  info: { arity: -1, run: info },
  quit: { arity: -1, run: quit, immediate: true, whileSubscribed: true },
};
